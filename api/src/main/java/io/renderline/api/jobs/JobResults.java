package io.renderline.api.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.message.FilmLength;

/** What jobs have made of what was asked for. */
@Component
public class JobResults {
    /**
     * SQL: what rendered the frames of an {@code asset} that is the film of a {@code task}, be they of other jobs: tasks
     * {@code r}. A film's own task has only encoded it. Nothing for what is no film, and then nothing is looked up: a picture
     * was rendered by its own task, and jobs of thousands of them are asked for again and again.
     */
    public static final String FRAMES_BY = """
            FROM task_input i
            JOIN media_asset frame ON frame.cache_key = i.maker_key AND frame.output_name = i.maker_output
            JOIN task r ON r.id = frame.task_id
            WHERE asset.frames IS NOT NULL AND i.task_id = task.id AND r.device IS NOT NULL""";

    private final JdbcClient sql;

    JobResults(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * Something that was asked for and is made.
     *
     * @param view which view it is, by its name or its angles; null for what is no view
     * @param outputType the job's
     * @param width px, null for what is not a picture
     * @param height px, null for what is not a picture
     * @param frames how many pictures a film has; null for what does not move
     * @param fps how many of them are shown each second
     * @param durationSeconds how long it plays once, s
     * @param gpuUsed whether it, or every frame of it, was rendered by a GPU; null for what is not rendered
     * @param backend what rendered it, such as OPTIX or CPU; several that took part are joined by commas
     * @param deviceName the devices' names, likewise
     * @param renderSeconds how long the engines rendered for it, all workers together, s
     * @param encoder FFmpeg's name of the encoder that has made a film; null for what is no film, or not encoded
     * @param url the path of its content
     */
    public record Result(UUID assetId, String kind, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String view,
            @Nullable OutputVersion outputType, String mimeType, @Nullable Integer width, @Nullable Integer height,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer frames,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double fps,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double durationSeconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean gpuUsed,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String backend,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String deviceName,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double renderSeconds,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String encoder, long sizeBytes, String url) {}

    /**
     * The results of each of these jobs, in the order asked for; a job that has none is left out. A job without tasks has
     * asked for its model in the format that it has.
     */
    public Map<UUID, List<Result>> of(Collection<UUID> jobs) {
        if (jobs.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<Result>> results = new HashMap<>();
        sql.sql("""
                SELECT job_task.job_id, job_task.label, job.output_type, job.output_type_version,
                       asset.id, asset.kind, asset.mime_type, asset.width, asset.height, asset.frames,
                       asset.fps, asset.size_bytes,
                       CASE WHEN asset.frames IS NULL THEN task.device ->> 'type' = 'gpu' ELSE film.gpu END AS gpu,
                       CASE WHEN asset.frames IS NULL THEN task.device ->> 'backend' ELSE film.backend END AS backend,
                       CASE WHEN asset.frames IS NULL THEN task.device ->> 'name' ELSE film.device END AS device,
                       CASE WHEN asset.frames IS NOT NULL THEN film.ms
                            WHEN task.device IS NOT NULL THEN task.engine_ms END AS render_ms,
                       task.device ->> 'encoder' AS encoder, job_task.ordinal, asset.output_name
                FROM job_task JOIN job ON job.id = job_task.job_id JOIN task ON task.id = job_task.task_id
                JOIN media_asset asset ON asset.cache_key = task.cache_key
                LEFT JOIN LATERAL (
                    SELECT bool_and(r.device ->> 'type' = 'gpu') AS gpu,
                           string_agg(DISTINCT r.device ->> 'backend', ', ') AS backend,
                           string_agg(DISTINCT r.device ->> 'name', ', ') AS device, sum(r.engine_ms) AS ms
                    %s GROUP BY i.task_id) film ON true
                WHERE job_task.job_id IN (:jobs) AND job_task.deliverable
                UNION ALL
                SELECT job.id, NULL, job.output_type, job.output_type_version,
                       asset.id, asset.kind, asset.mime_type, asset.width, asset.height, asset.frames,
                       asset.fps, asset.size_bytes, NULL, NULL, NULL, NULL, NULL, 0, NULL
                FROM job JOIN media_asset asset ON asset.id = (job.request ->> 'model')::uuid
                WHERE job.id IN (:jobs) AND job.tasks_total = 0
                ORDER BY ordinal, output_name""".formatted(FRAMES_BY)).param("jobs", jobs).query(row -> {
            UUID id = Objects.requireNonNull(row.getObject("id", UUID.class));
            results.computeIfAbsent(row.getObject("job_id", UUID.class), job -> new ArrayList<>())
                    .add(new Result(id, row.getString("kind"), row.getString("label"),
                            OutputVersion.of(row.getString("output_type"), row.getInt("output_type_version")),
                            row.getString("mime_type"), row.getObject("width", Integer.class),
                            row.getObject("height", Integer.class), row.getObject("frames", Integer.class),
                            row.getObject("fps", Double.class), duration(row),
                            row.getObject("gpu", Boolean.class), row.getString("backend"), row.getString("device"),
                            seconds(row), row.getString("encoder"), row.getLong("size_bytes"),
                            "/v1/assets/" + id + "/content"));
        });
        return results;
    }

    private static @Nullable Double seconds(ResultSet row) throws SQLException {
        double millis = row.getDouble("render_ms");
        return row.wasNull() ? null : millis / 1000;
    }

    private static @Nullable Double duration(ResultSet row) throws SQLException {
        Integer frames = row.getObject("frames", Integer.class);
        return frames == null ? null : new FilmLength(frames, row.getDouble("fps")).seconds();
    }

    /** What is otherwise in what a job has made than was asked for, in sentences. */
    List<String> notes(UUID job) {
        return sql.sql("""
                SELECT DISTINCT note FROM job_task JOIN task ON task.id = job_task.task_id,
                       jsonb_array_elements_text(task.notes) note
                WHERE job_task.job_id = ? AND task.notes IS NOT NULL ORDER BY note""").param(job)
                .query((row, number) -> Objects.requireNonNull(row.getString("note"))).list();
    }
}
