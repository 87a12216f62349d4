package io.renderline.core.task;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The versions of the engines that run tasks. They are part of cache keys: another Blender may give other pixels.
 *
 * @param blender Blender's version, e.g. {@code 4.5.15}
 * @param tessellator cascadio's version, e.g. {@code 0.1.1}
 */
public record EngineVersions(String blender, String tessellator) {
    private static final String RESOURCE = "/io/renderline/core/engine-versions.properties";

    /** The versions that this release of Renderline is made for. */
    public static EngineVersions bundled() {
        Properties versions = new Properties();
        try (InputStream in = EngineVersions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new EngineVersions(required(versions, "blender"), required(versions, "tessellator"));
    }

    /** The engine that runs {@code type}, with its version. */
    public String of(TaskType type) {
        return switch (type) {
            case TESSELLATE -> "cascadio " + tessellator;
            case PREPARE_SCENE, RENDER_VIEW, EXPORT_GEOMETRY, INSPECT_TEMPLATE, PACK_SCENE, RENDER_FRAME ->
                "blender " + blender;
            // The system's own, whatever its version: a film that another one has encoded is as good.
            case ENCODE_VIDEO -> "ffmpeg";
        };
    }

    private static String required(Properties versions, String engine) {
        String version = versions.getProperty(engine);
        if (version == null) {
            throw new IllegalStateException(RESOURCE + " names no version of " + engine);
        }
        return version;
    }
}
