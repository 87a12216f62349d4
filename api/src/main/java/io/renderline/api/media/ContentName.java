package io.renderline.api.media;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.VideoFormat;

/**
 * Under which name a file is saved: an uploaded one under its own, a made one after the model that it was made of, e.g.
 * {@code bearing_az45_el25_1024x1024.png}.
 */
@Component
class ContentName {
    private static final Map<String, String> OTHER_ENDINGS = Map.of("application/octet-stream", "bin",
            "application/json", "json");

    private final JdbcClient sql;

    ContentName(JdbcClient sql) {
        this.sql = sql;
    }

    String of(MediaAsset asset) {
        String filename = asset.filename();
        if (filename != null) {
            return filename;
        }
        return origin(asset).map(origin -> origin.stem()).orElse("renderline_" + asset.id())
                + size(asset.width(), asset.height()) + "." + ending(asset);
    }

    private record Origin(@Nullable String model, @Nullable Double azimuth, @Nullable Double elevation) {
        String stem() {
            String name = model == null ? "model" : model;
            int dot = name.lastIndexOf('.');
            String stem = dot > 0 ? name.substring(0, dot) : name;
            return azimuth == null || elevation == null
                    ? stem
                    : stem + "_az" + angle(azimuth) + "_el" + angle(elevation);
        }

        private static String angle(double degrees) {
            return degrees == Math.rint(degrees)
                    ? String.valueOf(Math.round(degrees))
                    : String.format(Locale.ROOT, "%.2f", degrees);
        }
    }

    /** The first job that needed it names the model. */
    private Optional<Origin> origin(MediaAsset asset) {
        return sql.sql("""
                SELECT source.filename AS model, (task.params ->> 'azimuth')::float8 AS azimuth,
                       (task.params ->> 'elevation')::float8 AS elevation
                FROM media_asset made
                JOIN task ON task.id = made.task_id
                JOIN job_task ON job_task.task_id = task.id
                JOIN job ON job.id = job_task.job_id
                JOIN media_asset source ON source.id = (job.request ->> 'model')::uuid
                WHERE made.id = :id
                ORDER BY job.created_at LIMIT 1""").param("id", asset.id()).query(Origin.class).optional();
    }

    private static String size(@Nullable Integer width, @Nullable Integer height) {
        return width == null || height == null ? "" : "_" + width + "x" + height;
    }

    private static String ending(MediaAsset asset) {
        String mimeType = asset.mimeType();
        for (GeometryFormat format : GeometryFormat.values()) {
            if (format.kind() == asset.kind() && format.mimeType().equals(mimeType)) {
                return format.label();
            }
        }
        for (ImageFormat format : ImageFormat.values()) {
            if (format.mimeType().equals(mimeType)) {
                return format == ImageFormat.JPEG ? "jpg" : format.label();
            }
        }
        for (VideoFormat format : VideoFormat.values()) {
            if (format.mimeType().equals(mimeType)) {
                return format.label();
            }
        }
        return ModelFormat.ofMimeType(mimeType).map(ModelFormat::extension)
                .orElse(OTHER_ENDINGS.getOrDefault(mimeType, "bin"));
    }
}
