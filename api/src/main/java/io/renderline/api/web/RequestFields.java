package io.renderline.api.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.JsonNodeType;

/**
 * Reads the fields of a JSON object strictly, and goes on after a fault, so that a client learns of all of them at once. A
 * field that is null counts as left away. After a fault the field has its fallback; nobody may use what was read unless no
 * fault was found.
 */
public final class RequestFields {
    private static final int MAX_SHOWN = 80;
    private static final int MAX_SLUG = 64;
    private static final Pattern SLUG = Pattern.compile("(?=.{1," + MAX_SLUG + "}$)[a-z0-9]+(-[a-z0-9]+)*");

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
        return at("", body, faults);
    }

    /** The fields of an object; each is named with {@code path} before it. What is wrong is added to {@code faults}. */
    public static RequestFields at(String path, JsonNode object, List<FieldFault> faults) {
        return new RequestFields(object, path, faults);
    }

    /** Whether the field is there and not null, without making it known. */
    public boolean has(String name) {
        JsonNode value = object.get(name);
        return value != null && !value.isNull();
    }

    /** Whether the field is there and says null. */
    public boolean isNull(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isNull();
    }

    /** Whether the field is there and is a list without entries. */
    public boolean isEmptyList(String name) {
        JsonNode value = object.get(name);
        return value != null && value.isArray() && value.isEmpty();
    }

    /** All faults found so far, as what ends the request. */
    public ProblemException problem() {
        return ProblemException.ofFields(faults);
    }

    /** Adds what is wrong with a field, e.g. {@code is 'x'; it must be …}. */
    public void fault(String name, String message) {
        faults.add(new FieldFault(path + name, message));
    }

    /** A whole number, or {@code fallback}. */
    public int whole(String name, int fallback, int min, int max) {
        Integer value = whole(name, min, max);
        return value == null ? fallback : value;
    }

    /** A whole number, or null. */
    public @Nullable Integer whole(String name, int min, int max) {
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
    public double number(String name, double fallback, double min, double max) {
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

    /** True or false, or {@code fallback}. */
    public boolean flag(String name, boolean fallback) {
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
    public <E extends Enum<E>> E label(String name, E fallback, Function<E, String> labelOf) {
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
        fault(name, "is " + shown(value) + "; it must be one of " + labels(values, labelOf));
        return fallback;
    }

    /** One of the labels of an enumeration, or null with a fault. */
    public <E extends Enum<E>> @Nullable E requiredLabel(String name, Class<E> type, Function<E, String> labelOf) {
        E first = type.getEnumConstants()[0];
        int before = faults.size();
        E found = label(name, first, labelOf);
        if (!has(name)) {
            fault(name, "is missing; it must be one of " + labels(type.getEnumConstants(), labelOf));
        }
        return faults.size() == before ? found : null;
    }

    private static <E> String labels(E[] values, Function<E, String> labelOf) {
        return Arrays.stream(values).map(labelOf).collect(Collectors.joining(", "));
    }

    /** A name for use in paths and file names, or null: lower-case letters, digits and single hyphens. */
    public @Nullable String slug(String name) {
        int before = faults.size();
        String value = text(name);
        if (value == null || SLUG.matcher(value).matches() || faults.size() > before) {
            return value;
        }
        fault(name, "is " + shown(value) + "; it must be 1 to " + MAX_SLUG
                + " lower-case letters, digits and single hyphens between them, such as web-hero");
        return null;
    }

    /** A text, or null. */
    public @Nullable String text(String name) {
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

    /**
     * The objects of a list, or null when the field is left away.
     *
     * @param shortForm the field that is meant by an entry that is only a text; null: an entry must be an object
     */
    public @Nullable List<RequestFields> objects(String name, int max, @Nullable String shortForm) {
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
            JsonNode entry = value.get(i);
            if (entry.isObject()) {
                objects.add(new RequestFields(entry, path + name + "[" + i + "].", faults));
            } else if (shortForm != null && entry.isString()) {
                objects.add(new RequestFields(JsonNodeFactory.instance.objectNode().set(shortForm, entry),
                        path + name + "[" + i + "].", faults));
            } else {
                fault(name + "[" + i + "]", "is " + shown(entry) + "; it must be an object"
                        + (shortForm == null ? "" : " or a text"));
            }
        }
        return objects;
    }

    /** The fields of an object, or null when it is left away. */
    public @Nullable RequestFields object(String name) {
        JsonNode value = value(name);
        if (value == null) {
            return null;
        }
        if (!value.isObject()) {
            fault(name, "is " + shown(value) + "; it must be an object");
            return null;
        }
        return new RequestFields(value, path + name + ".", faults);
    }

    /** Takes these fields, whatever they are, and does nothing with them. */
    public void ignore(String... names) {
        known.addAll(List.of(names));
    }

    /** To be called last: whatever was not asked for before does not belong there. */
    public void refuseOthers() {
        for (String name : object.propertyNames()) {
            if (!known.contains(name)) {
                fault(name, "is not known here; known are " + String.join(", ", known));
            }
        }
    }

    @Nullable
    JsonNode value(String name) {
        known.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private static boolean isWhole(double number) {
        return number == Math.rint(number) && !Double.isInfinite(number);
    }

    static String shown(JsonNode value) {
        if (value.getNodeType() == JsonNodeType.OBJECT || value.getNodeType() == JsonNodeType.ARRAY) {
            return value.isArray() ? "a list" : "an object";
        }
        return cut(value.toString());
    }

    private static String shown(String value) {
        return cut("'" + value + "'");
    }

    private static String cut(String text) {
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
