package io.renderline.api.jobs;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

import io.renderline.core.key.Sha256;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The form in which requests are kept, with every default filled in, so that later defaults do not change old jobs. */
final class RequestJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Set<JobKind> FRAMES = EnumSet.of(JobKind.STILL, JobKind.ANIMATION);

    private RequestJson() {}

    static String write(JobRequest request) {
        return MAPPER.writeValueAsString(request);
    }

    static JobRequest read(String kind, String json) {
        JsonNode request = MAPPER.readTree(json);
        // Frames of a .blend as its author left it are stills and animations too
        boolean isScene = FRAMES.contains(JobKind.of(kind)) && request.has("allowMissing");
        Class<? extends JobRequest> type = isScene ? SceneJob.class : JobKind.of(kind).request();
        return MAPPER.treeToValue(request, type);
    }

    /** The same for two requests that mean the same, however they were written, given all that tells them apart. */
    static Sha256 fingerprint(Object... parts) {
        return Sha256.of(MAPPER.writeValueAsString(parts).getBytes(StandardCharsets.UTF_8));
    }
}
