package io.renderline.api.media;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import io.renderline.api.Answer;
import io.renderline.api.ApiClient;
import io.renderline.api.ApiTest;
import io.renderline.api.PretendedWorker;

import static io.renderline.api.media.SampleFiles.step;
import static io.renderline.api.media.SampleFiles.stl;
import static org.assertj.core.api.Assertions.assertThat;

@ApiTest
class ContentTest {
    private static final byte[] CONTENT = stl(5_000);

    @Autowired
    private ApiClient api;
    @Autowired
    private PretendedWorker worker;
    private String path = "";
    private String tag = "";

    @BeforeEach
    void upload() {
        Answer asset = api.upload("Größe 5.stl", CONTENT);
        path = "/v1/assets/" + asset.at("/id") + "/content";
        tag = '"' + asset.at("/sha256") + '"';
    }

    @Test
    void theContentComesBackAsItWasSent() {
        Answer answer = api.get(path).hasStatus(200);

        assertThat(answer.bytes()).isEqualTo(CONTENT);
        assertThat(answer.header("Content-Type")).isEqualTo("model/stl");
        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(CONTENT.length));
        assertThat(answer.header("ETag")).isEqualTo(tag);
        assertThat(answer.header("Cache-Control")).isEqualTo("private, max-age=31536000, immutable");
        assertThat(answer.header("Accept-Ranges")).isEqualTo("bytes");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Disposition")).startsWith("inline;")
                .contains("filename*=UTF-8''Gr%C3%B6%C3%9Fe%205.stl");
    }

    @Test
    void whoHasItNeedNotLoadItAgain() {
        Answer answer = api.get(path, "If-None-Match", tag).hasStatus(304);

        assertThat(answer.bytes()).isEmpty();
        assertThat(answer.header("ETag")).isEqualTo(tag);
        api.get(path, "If-None-Match", "\"other\"").hasStatus(200);
    }

    @Test
    void aRangeIsTheseBytes() {
        Answer answer = api.get(path, "Range", "bytes=100-199").hasStatus(206);

        assertThat(answer.bytes()).isEqualTo(Arrays.copyOfRange(CONTENT, 100, 200));
        assertThat(answer.header("Content-Range")).isEqualTo("bytes 100-199/" + CONTENT.length);
        assertThat(answer.header("Content-Length")).isEqualTo("100");
    }

    @Test
    void aRangeMayBeOpenAtEitherEnd() {
        int size = CONTENT.length;

        assertThat(api.get(path, "Range", "bytes=" + (size - 10) + "-").hasStatus(206).bytes())
                .isEqualTo(Arrays.copyOfRange(CONTENT, size - 10, size));
        assertThat(api.get(path, "Range", "bytes=-7").hasStatus(206).bytes())
                .isEqualTo(Arrays.copyOfRange(CONTENT, size - 7, size));
        assertThat(api.get(path, "Range", "bytes=0-999999999").hasStatus(206).bytes()).isEqualTo(CONTENT);
    }

    @Test
    void aRangeBehindTheEndCannotBeSatisfied() {
        Answer answer = api.get(path, "Range", "bytes=" + CONTENT.length + "-").isProblem(416, "RANGE_NOT_SATISFIABLE");

        assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + CONTENT.length);
        assertThat(answer.header("Cache-Control")).isEmpty();
    }

    @Test
    void whatIsNotOneRangeOfThisVersionIsAnsweredWithTheWholeFile() {
        api.get(path, "Range", "bytes=0-1,5-6").hasStatus(200);
        api.get(path, "Range", "lines=1-2").hasStatus(200);
        api.get(path, "Range", "bytes=0-1", "If-Range", "\"older\"").hasStatus(200);
        api.get(path, "Range", "bytes=0-1", "If-Range", tag).hasStatus(206);
    }

    @Test
    void headTellsAllButTheContent() {
        Answer answer = api.send("HEAD", path, BodyPublishers.noBody()).hasStatus(200);

        assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(CONTENT.length));
        assertThat(answer.header("ETag")).isEqualTo(tag);
        assertThat(answer.bytes()).isEmpty();
    }

    @Test
    void aPictureIsNamedAfterItsModelAndView() {
        String model = api.upload("bearing 624ZZ.step", step("a picture's name")).at("/id");
        String job = api.post("/v1/jobs", """
                {"kind": "still", "model": "%s", "views": [{"azimuth": 45, "elevation": 12.5}]}""".formatted(model))
                .hasStatus(202).at("/id");
        worker.finish(job);
        String picture = api.get("/v1/jobs/" + job).at("/results/0/url");

        assertThat(api.send("HEAD", picture, BodyPublishers.noBody()).hasStatus(200).header("Content-Disposition"))
                .contains("bearing%20624ZZ_az45_el12.50_64x48.png");

        // The worker only pretends: the bytes are not there, and the answer says so
        Answer lost = api.get(picture).isProblem(410, "CONTENT_LOST").saying("send the job's request again");
        assertThat(lost.header("Cache-Control")).isEmpty();
    }
}
