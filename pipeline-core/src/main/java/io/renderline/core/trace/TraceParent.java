package io.renderline.core.trace;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Where a piece of work stands in a trace, as in the header {@code traceparent} of W3C's Trace Context, e.g.
 * {@code 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01}.
 *
 * @param traceId 32 hexadecimal digits, the same from the request to the last acknowledgement
 * @param spanId 16 hexadecimal digits, one for each step
 * @param flags 2 hexadecimal digits, passed on as they came
 */
public record TraceParent(String traceId, String spanId, String flags) {
    /** The name of the header, in HTTP and in messages. */
    public static final String HEADER = "traceparent";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");
    private static final Pattern FLAGS = Pattern.compile("[0-9a-f]{2}");
    // A later version may add fields, which are passed over; version ff is forbidden.
    private static final Pattern TEXT = Pattern
            .compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    public TraceParent {
        if (!TRACE_ID.matcher(traceId).matches() || !SPAN_ID.matcher(spanId).matches()
                || !FLAGS.matcher(flags).matches()) {
            throw new IllegalArgumentException("No trace context: " + traceId + ", " + spanId + ", " + flags);
        }
    }

    /** The first step of a new trace. */
    public static TraceParent begin() {
        return new TraceParent(random(16), random(8), "01");
    }

    /** Reads a header's value; empty when there is none or it is not valid, which means to begin a trace. */
    public static Optional<TraceParent> parse(@Nullable String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text.strip());
        if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(5) != null)) {
            return Optional.empty();
        }
        String traceId = matcher.group(2);
        String spanId = matcher.group(3);
        return TRACE_ID.matcher(traceId).matches() && SPAN_ID.matcher(spanId).matches()
                ? Optional.of(new TraceParent(traceId, spanId, matcher.group(4)))
                : Optional.empty();
    }

    /** The next step of the same trace. */
    public TraceParent next() {
        return new TraceParent(traceId, random(8), flags);
    }

    /** As the header's value. */
    @JsonValue
    public String text() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    @JsonCreator
    static @Nullable TraceParent ofJson(String text) {
        return parse(text).orElse(null);
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        RANDOM.nextBytes(id);
        // An id of zeros is no id; this bit costs nothing that matters
        id[0] |= 1;
        return HexFormat.of().formatHex(id);
    }
}
