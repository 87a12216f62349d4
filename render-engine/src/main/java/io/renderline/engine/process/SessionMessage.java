package io.renderline.engine.process;

import java.nio.file.Path;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** What a session says. Every message is one line that begins with the record separator; all other lines are chatter. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
        @JsonSubTypes.Type(value = SessionMessage.Hello.class, name = "hello"),
        @JsonSubTypes.Type(value = SessionMessage.Progress.class, name = "progress"),
        @JsonSubTypes.Type(value = SessionMessage.Done.class, name = "done"),
        @JsonSubTypes.Type(value = SessionMessage.Failed.class, name = "error")})
sealed interface SessionMessage {
    char RECORD_SEPARATOR = '\u001e';

    JsonMapper MAPPER = JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance)).build();

    /** The first message. */
    record Hello(int protocol, long pid, String engine, String version) implements SessionMessage {}

    /** The request {@code id} is that far, 0 to 1. */
    record Progress(long id, double fraction, @Nullable String message) implements SessionMessage {}

    /** The request {@code id} has ended well. */
    record Done(long id, JsonNode result) implements SessionMessage {}

    /** The request {@code id} has ended badly. */
    record Failed(@Nullable Long id, String code, String message, boolean retryable) implements SessionMessage {}

    /** The message on {@code line}; empty when the line is chatter, or is garbled by chatter of another thread. */
    static Optional<SessionMessage> parse(String line) {
        if (line.isEmpty() || line.charAt(0) != RECORD_SEPARATOR) {
            return Optional.empty();
        }
        try {
            return Optional.of(MAPPER.readValue(line.substring(1), SessionMessage.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
