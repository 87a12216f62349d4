package io.renderline.api.jobs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.FieldFault;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Reads the fields of a JSON object strictly, and goes on after a fault, so that a client learns of all of them at once. A
 * field that is null counts as left away. After a fault the field has its fallback; nobody may use what was read unless no
 * fault was found.
 */
final class RequestFields {
    private final JsonNode object;
    private final String path;
    private final List<FieldFault> faults;
    private final Set<String> known = new LinkedHashSet<>();

    private RequestFields(JsonNode object, String path, List<FieldFault> faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /** The fields of a whole body; what is wrong with them is added to {@code faults}. */
    static RequestFields of(JsonNode body, List<FieldFault> faults) {
        return new RequestFields(body, "", faults);
    }

    void fault(String name, String message) {
        faults.add(new FieldFault(path + name, message));
    }

    /** A whole number, or {@code fallback}. */
    int whole(String name, int fallback, int min, int max) {
        Integer value = whole(name, min, max);
        return value == null ? fallback : value;
    }

    /** A whole number, or null. */
    @Nullable
    Integer whole(String name, int min, int max) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        // 1024.0 is a whole number in JSON; 1024.5 and "1024" are none
        if (!value.isNumber() || !isWhole(value.asDouble())) {
            fault(name, "is " + shown(value) + "; it must be a whole number from " + min + " to " + max);
            return null;
        }
        double number = value.asDouble();
        if (number < min || number > max) {
            fault(name, "is " + shown(value) + "; it must be from " + min + " to " + max);
            return null;
        }
        return (int) number;
    }

    /** Any number that is one, or {@code fallback}. */
    double number(String name, double fallback, double min, double max) {
        JsonNode value = value(name);
        if (value == null) {
            return fallback;
        }
        double number = value.isNumber() ? value.asDouble() : Double.NaN;
        // Written so that NaN, which is smaller and larger than nothing, is refused
        if (!(number >= min && number <= max)) {
            fault(name, "is " + shown(value) + "; it must be a number from " + plain(min) + " to " + plain(max));
            return fallback;
        }
        return number;
    }

    boolean flag(String name, boolean fallback) {
        JsonNode value = value(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            fault(name, "is " + shown(value) + "; it must be true or false");
            return fallback;
        }
        return value.booleanValue();
    }

    /** One of the labels of an enumeration, or {@code fallback}. */
    <E extends Enum<E>> E label(String name, E fallback, Function<E, String> labelOf) {
        JsonNode value = value(name);
        if (value == null) {
            return fallback;
        }
        E[] values = fallback.getDeclaringClass().getEnumConstants();
        for (E candidate : values) {
            if (value.isString() && labelOf.apply(candidate).equals(value.stringValue())) {
                return candidate;
            }
        }
        fault(name, "is " + shown(value) + "; it must be one of "
                + Arrays.stream(values).map(labelOf).collect(Collectors.joining(", ")));
        return fallback;
    }

    /** A text, or null. */
    @Nullable
    String text(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            fault(name, "is " + shown(value) + "; it must be a text");
            return null;
        }
        return value.stringValue();
    }

    /** The objects of a list, or null when the field is left away. */
    @Nullable
    List<RequestFields> objects(String name, int max) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray() || value.isEmpty() || value.size() > max) {
            String is = value.isArray() ? "has " + value.size() + " entries" : "is " + shown(value);
            fault(name, is + "; it must be a list of 1 to " + max + " entries");
            return List.of();
        }
        List<RequestFields> objects = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            if (value.get(i).isObject()) {
                objects.add(new RequestFields(value.get(i), path + name + "[" + i + "].", faults));
            } else {
                fault(name + "[" + i + "]", "is " + shown(value.get(i)) + "; it must be an object");
            }
        }
        return objects;
    }

    /** To be called last: whatever was not asked for before does not belong there. */
    void refuseOthers() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, "is not known here; known are " + String.join(", ", known));
            }
        }
    }

    private @Nullable JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && !Double.isInfinite(number);
    }

    private static String shown(JsonNode value) {
        if (value.getNodeType() == JsonNodeType.OBJECT || value.getNodeType() == JsonNodeType.ARRAY) {
            return value.isArray() ? "a list" : "an object";
        }
        String text = value.toString();
        return text.length() > 80 ? text.substring(0, 80) + "…" : text;
    }

    private static String plain(double number) {
        return isWhole(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
}
