package io.renderline.core.message;

import java.io.IOException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON in which messages and memos are written. Unknown properties are passed over, so that api and workers of
 * neighbouring versions understand each other.
 */
public final class MessageJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private MessageJson() {}

    public static byte[] write(Object message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it is not that
     */
    public static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            T message = MAPPER.readValue(json, type);
            if (message == null) {
                throw new IOException("Not a " + type.getSimpleName() + ": it is null");
            }
            return message;
        } catch (JacksonException e) {
            throw new IOException("Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }
}
