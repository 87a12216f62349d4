package io.renderline.api.jobs;

import java.nio.charset.StandardCharsets;

import io.renderline.core.key.Sha256;

import tools.jackson.databind.json.JsonMapper;

/** The form in which requests are kept, with every default filled in, so that later defaults do not change old jobs. */
final class RequestJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RequestJson() {}

    static String write(JobRequest request) {
        return MAPPER.writeValueAsString(request);
    }

    static JobRequest read(String kind, String json) {
        return switch (kind) {
            case "still", "thumbnail" -> MAPPER.readValue(json, StillJob.class);
            default -> throw new IllegalStateException("The job table holds a job of the unknown kind " + kind);
        };
    }

    /** The same for two requests that mean the same, however they were written. */
    static Sha256 fingerprint(JobRequest request) {
        return Sha256.of((request.kind() + write(request)).getBytes(StandardCharsets.UTF_8));
    }

    /** The same, for a request that names an output type. */
    static Sha256 fingerprint(String outputType, StillJobReader.Beside beside) {
        return Sha256.of((outputType + MAPPER.writeValueAsString(beside)).getBytes(StandardCharsets.UTF_8));
    }
}
