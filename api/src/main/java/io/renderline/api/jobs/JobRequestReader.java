package io.renderline.api.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import io.renderline.api.web.FieldFault;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a client asks for, and says all that is wrong with it. */
final class JobRequestReader {
    /** The largest body: ten thousand views take less than 1 MB. Bytes. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    /** NaN and Infinity are no JSON, but reading them as numbers lets the answer name the field that has them. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JobRequestReader() {}

    /**
     * Reads a body.
     *
     * @throws ProblemException when it is too large, no JSON, or has faults, all of which it names
     */
    static JobRequest read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new ProblemException(ProblemCode.TOO_LARGE, "A job is described in at most " + MAX_BYTES + " bytes.");
        }
        JsonNode json = parse(bytes);
        if (!json.isObject()) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON,
                    "A job is described by one JSON object, {\"kind\": …}.");
        }
        List<FieldFault> faults = new ArrayList<>();
        JobRequest request = read(RequestFields.of(json, faults), faults);
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(faults);
        }
        return request;
    }

    private static JobRequest read(RequestFields fields, List<FieldFault> faults) {
        String kind = fields.text("kind");
        if (!StillJob.KIND.equals(kind)) {
            if (faults.isEmpty()) {
                fields.fault("kind", (kind == null ? "is missing" : "is '" + kind + "'") + "; it must be one of still");
            }
            // The other fields belong to a kind, so that nothing can be said of them
            throw ProblemException.ofFields(faults);
        }
        return StillJobReader.read(fields);
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return STRICT.readTree(bytes);
        } catch (JacksonException e) {
            var place = e.getLocation();
            throw new ProblemException(ProblemCode.MALFORMED_JSON, "Line " + place.getLineNr() + ", column "
                    + place.getColumnNr() + ": " + e.getOriginalMessage().lines().findFirst().orElse("no JSON"), e);
        }
    }
}
