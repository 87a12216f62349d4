package io.renderline.api.orders;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

import io.renderline.api.orders.lines.LineText;
import io.renderline.api.tasks.Priority;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Reads the query parameters of a new order. */
final class OrderWishesReader {
    private static final Set<String> KNOWN = Set.of("name", "outputTypes", "priority", "partial", "encoding");
    private static final int MAX_NAME = 200;

    private OrderWishesReader() {}

    /** Only what stands in the URL: the body is the order's. */
    static OrderWishes read(HttpServletRequest request) {
        Map<String, List<String>> sent = UriComponentsBuilder.newInstance().query(request.getQueryString()).build()
                .getQueryParams();
        Set<String> others = new TreeSet<>(sent.keySet());
        others.removeAll(KNOWN);
        if (!others.isEmpty()) {
            throw invalid(others.iterator().next() + " is not known here; known are "
                    + String.join(", ", new TreeSet<>(KNOWN)));
        }
        String name = value(sent, "name");
        if (name != null && (name.isBlank() || name.length() > MAX_NAME || !LineText.isPlain(name))) {
            throw invalid("name must have 1 to " + MAX_NAME + " characters of plain text");
        }
        String types = value(sent, "outputTypes");
        String encoding = value(sent, "encoding");
        return new OrderWishes(name, types == null ? List.of() : LineText.types(types), priority(sent),
                flag(sent, "partial"), encoding);
    }

    private static @Nullable Priority priority(Map<String, List<String>> sent) {
        String text = value(sent, "priority");
        if (text == null) {
            return null;
        }
        return Arrays.stream(Priority.values()).filter(known -> known.label().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst().orElseThrow(() -> invalid("priority is '" + LineText.shown(text) + "'; it must be one of "
                        + Arrays.stream(Priority.values()).map(Priority::label).collect(Collectors.joining(", "))));
    }

    private static boolean flag(Map<String, List<String>> sent, String name) {
        String text = value(sent, name);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            throw invalid(name + " is '" + LineText.shown(text) + "'; it must be true or false");
        }
        return "true".equals(text);
    }

    private static @Nullable String value(Map<String, List<String>> sent, String name) {
        List<String> values = sent.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw invalid(name + " stands there " + values.size() + " times; once is right");
        }
        String value = values.isEmpty() ? null : values.getFirst();
        // A plus is a space in a query, as forms write it
        return value == null ? null : URLDecoder.decode(value, StandardCharsets.UTF_8);
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ProblemCode.INVALID_REQUEST, message + ".");
    }
}
