package io.renderline.api.jobs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.PretendedWorker;
import io.renderline.api.media.SampleFiles;

/** Stills of a model that no other test has. */
abstract class JobBed {
    @Autowired
    ApiClient api;
    @Autowired
    PretendedWorker worker;
    String model = "";

    @BeforeEach
    void uploadModel(TestInfo test) {
        model = api.upload("bearing.step", SampleFiles.step("job test " + test.getDisplayName())).at("/id");
    }

    Answer job(String id) {
        return api.get("/v1/jobs/" + id).hasStatus(200);
    }

    Answer submit(String fields) {
        return api.post("/v1/jobs", "{\"kind\": \"still\", \"model\": \"" + model + "\"" + fields + "}");
    }
}
