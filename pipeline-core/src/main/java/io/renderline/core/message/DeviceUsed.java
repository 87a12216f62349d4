package io.renderline.core.message;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What really rendered, or encoded.
 *
 * @param type {@code cpu} or {@code gpu}
 * @param backend {@code CPU}, {@code OPTIX}, {@code CUDA}, {@code HIP}, {@code ONEAPI}, {@code METAL}; of a film
 *        {@code CPU} or {@code NVENC}
 * @param name the device's name as its driver gives it
 * @param driver the driver's version, where there is one
 * @param encoder FFmpeg's name of the encoder that has made a film; null for what is no film
 */
public record DeviceUsed(String type, String backend, String name, @Nullable String driver,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String encoder) {
    /** What has rendered. */
    public DeviceUsed(String type, String backend, String name, @Nullable String driver) {
        this(type, backend, name, driver, null);
    }
}
