package io.renderline.core.measure;

import org.jspecify.annotations.Nullable;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Which version runs, as {@code renderline_build_info{version="…"} 1}. */
public final class BuildInfo {
    private BuildInfo() {}

    /** The version of the jar that {@code type} is in; {@code development} outside of a jar. */
    public static String versionOf(Class<?> type) {
        Package origin = type.getPackage();
        @Nullable
        String version = origin == null ? null : origin.getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Registers the version of the jar that {@code type} is in. */
    public static void register(MeterRegistry meters, Class<?> type) {
        Gauge.builder("renderline.build.info", () -> 1).description("Which version of Renderline this is")
                .tag("version", versionOf(type)).tag("java", Runtime.version().toString()).register(meters);
    }
}
