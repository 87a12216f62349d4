package io.renderline.api.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

/** Reads texts that are kept: they must fit, and have no characters that a database or a file name cannot hold. */
public final class RequestTexts {
    private RequestTexts() {}

    /** A text of 1 to {@code max} characters, or null. */
    public static @Nullable String bounded(RequestFields fields, String name, int max) {
        String text = fields.text(name);
        if (text != null) {
            check(fields, name, text, 1, max, false);
        }
        return text;
    }

    /** Texts, each once, or null when the field is left away. */
    public static @Nullable List<String> list(RequestFields fields, String name, int max, int maxLength) {
        JsonNode list = fields.value(name);
        if (list == null) {
            return null;
        }
        if (!list.isArray() || list.size() > max) {
            fields.fault(name, (list.isArray() ? "has " + list.size() + " entries" : "is no list")
                    + "; it must be a list of at most " + max + " texts");
            return List.of();
        }
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < list.size(); i++) {
            add(fields, name + "[" + i + "]", list.get(i), 1, maxLength, false, texts::add);
        }
        return new ArrayList<>(texts);
    }

    /** Texts of one or more lines by name, or null when the field is left away. A name whose text is null is left out. */
    public static @Nullable Map<String, String> map(RequestFields fields, String name, int max, int maxName,
            int maxLength) {
        JsonNode object = fields.value(name);
        if (object == null) {
            return null;
        }
        if (!object.isObject() || object.size() > max) {
            fields.fault(name, (object.isObject() ? "has " + object.size() + " entries" : "is no object")
                    + "; it must be an object of at most " + max + " texts");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(entry -> {
            String field = name + "." + entry.getKey();
            if (check(fields, field, entry.getKey(), 1, maxName, false) && !entry.getValue().isNull()) {
                add(fields, field, entry.getValue(), 0, maxLength, true, text -> texts.put(entry.getKey(), text));
            }
        });
        return texts;
    }

    private static void add(RequestFields fields, String field, JsonNode value, int min, int max, boolean lines,
            Consumer<String> texts) {
        if (!value.isString()) {
            fields.fault(field, "is " + RequestFields.shown(value) + "; it must be a text");
        } else if (check(fields, field, value.stringValue(), min, max, lines)) {
            texts.accept(value.stringValue());
        }
    }

    private static boolean check(RequestFields fields, String field, String text, int min, int max,
            boolean lines) {
        if (text.length() < min || text.length() > max || (min > 0 && text.isBlank())) {
            fields.fault(field, (text.isBlank() ? "is empty" : "has " + text.length() + " characters")
                    + "; it must have " + min + " to " + max + " characters");
            return false;
        }
        if (text.codePoints().anyMatch(c -> !isPlain(c) && !(lines && (c == '\n' || c == '\t')))) {
            fields.fault(field, "has a control character or half of a character; it must be plain text");
            return false;
        }
        return true;
    }

    /** PostgreSQL keeps no NUL, and half of a surrogate pair is no character. */
    private static boolean isPlain(int c) {
        return !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
    }
}
