package io.renderline.api.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.message.FilmLength;

/**
 * A file that a job has asked for, and that is there.
 *
 * @param task null for what was uploaded
 * @param by what the task itself ran on
 */
record MadeFile(UUID job, @Nullable UUID task, UUID asset, String kind, @Nullable String label,
        @Nullable OutputVersion outputType, String mimeType, @Nullable Integer width, @Nullable Integer height,
        @Nullable Integer frames, double fps, long sizeBytes, @Nullable String encoder, RenderedBy by) {
    static MadeFile read(ResultSet row, int number) throws SQLException {
        return new MadeFile(Objects.requireNonNull(row.getObject("job_id", UUID.class)),
                row.getObject("task_id", UUID.class),
                Objects.requireNonNull(row.getObject("id", UUID.class)), row.getString("kind"), row.getString("label"),
                OutputVersion.of(row.getString("output_type"), row.getInt("output_type_version")),
                row.getString("mime_type"), row.getObject("width", Integer.class),
                row.getObject("height", Integer.class), row.getObject("frames", Integer.class),
                row.getDouble("fps"), row.getLong("size_bytes"), row.getString("encoder"), RenderedBy.read(row));
    }

    boolean isFilm() {
        return frames != null;
    }

    JobResults.Result result(RenderedBy rendered) {
        return new JobResults.Result(asset, kind, label, outputType, mimeType, width, height, frames,
                frames == null ? null : fps, frames == null ? null : new FilmLength(frames, fps).seconds(),
                rendered.gpu(), rendered.backend(), rendered.device(), rendered.seconds(), encoder, sizeBytes,
                "/v1/assets/" + asset + "/content");
    }

    /** What rendered something; all of it null where nothing did. */
    record RenderedBy(@Nullable Boolean gpu, @Nullable String backend, @Nullable String device,
            @Nullable Double seconds) {
        static final RenderedBy NOTHING = new RenderedBy(null, null, null, null);

        static RenderedBy read(ResultSet row) throws SQLException {
            double millis = row.getDouble("render_ms");
            Double seconds = row.wasNull() ? null : millis / 1000;
            return new RenderedBy(row.getObject("gpu", Boolean.class), row.getString("backend"),
                    row.getString("device"), seconds);
        }
    }
}
