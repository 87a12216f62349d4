package io.renderline.core.task;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** Which devices may render. */
public enum DevicePolicy {
    /** A GPU where there is one, else the CPU; the result says which it was. */
    AUTO,
    /** A GPU, or the task fails: never a silent fall back. */
    GPU,
    /** The CPU, even where there is a GPU. */
    CPU;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static DevicePolicy of(String label) {
        return Labels.parse(values(), DevicePolicy::label, "device", label);
    }
}
