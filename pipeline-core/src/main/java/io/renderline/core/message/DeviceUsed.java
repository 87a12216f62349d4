package io.renderline.core.message;

import org.jspecify.annotations.Nullable;

/**
 * What really rendered.
 *
 * @param type {@code cpu} or {@code gpu}
 * @param backend {@code CPU}, {@code OPTIX}, {@code CUDA}, {@code HIP}, {@code ONEAPI}, {@code METAL}
 * @param name the device's name as its driver gives it
 * @param driver the driver's version, where there is one
 */
public record DeviceUsed(String type, String backend, String name, @Nullable String driver) {}
