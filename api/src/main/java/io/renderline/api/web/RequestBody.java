package io.renderline.api.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a body that is one JSON object, and says all that is wrong with it. */
public final class RequestBody {
    /** NaN and Infinity are no JSON, but reading them as numbers lets the answer name the field that has them. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestBody() {}

    /**
     * Reads a body.
     *
     * @param maxBytes the largest body
     * @param what what the body describes, to begin a sentence with, e.g. {@code A job}
     * @param reader reads the fields
     * @throws ProblemException when it is too large, no JSON, or has faults, all of which it names
     */
    public static <T> T read(InputStream body, int maxBytes, String what, Function<RequestFields, T> reader)
            throws IOException {
        byte[] bytes = body.readNBytes(maxBytes + 1);
        if (bytes.length > maxBytes) {
            throw new ProblemException(ProblemCode.TOO_LARGE,
                    what + " is described in at most " + maxBytes + " bytes.");
        }
        JsonNode json = parse(bytes);
        if (!json.isObject()) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, what + " is described by one JSON object, {…}.");
        }
        List<FieldFault> faults = new ArrayList<>();
        T read = reader.apply(RequestFields.of(json, faults));
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(faults);
        }
        return read;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return STRICT.readTree(bytes);
        } catch (JacksonException e) {
            throw new ProblemException(ProblemCode.MALFORMED_JSON, JsonFault.placeAndReason(e) + ".", e);
        }
    }
}
