package io.renderline.api.jobs;

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

    /** The results of each of these jobs, in the order asked for; a job that has none is left out. */
    public Map<UUID, List<Result>> of(Collection<UUID> jobs) {
        if (jobs.isEmpty()) {
            return Map.of();
        }
        List<MadeFile> files = sql.sql("""
                SELECT job_task.job_id, job_task.label, job.output_type, job.output_type_version,
                       asset.id, asset.kind, asset.mime_type, asset.width, asset.height, asset.frames,
                       asset.fps, asset.size_bytes, task.id AS task_id,
                       task.device ->> 'type' = 'gpu' AS gpu, task.device ->> 'backend' AS backend,
                       task.device ->> 'name' AS device, task.device ->> 'encoder' AS encoder,
                       CASE WHEN task.device IS NOT NULL THEN task.engine_ms END AS render_ms
                FROM job_task JOIN job ON job.id = job_task.job_id JOIN task ON task.id = job_task.task_id
                JOIN media_asset asset ON asset.cache_key = task.cache_key
                WHERE job_task.job_id IN (:jobs) AND job_task.deliverable
                ORDER BY job_task.ordinal, asset.output_name""").param("jobs", jobs).query(MadeFile::read).list();
        Map<UUID, MadeFile.RenderedBy> films = framesOf(
                files.stream().filter(MadeFile::isFilm).map(MadeFile::task).toList());
        Map<UUID, List<Result>> results = new HashMap<>();
        files.forEach(file -> results.computeIfAbsent(file.job(), job -> new ArrayList<>()).add(file.result(
                file.isFilm() ? films.getOrDefault(file.task(), MadeFile.RenderedBy.NOTHING) : file.by())));
        return results;
    }

    /** What a job without tasks has asked for: its model, in the format that it has. */
    List<Result> model(UUID job) {
        return sql.sql("""
                SELECT job.id AS job_id, NULL AS label, job.output_type, job.output_type_version,
                       asset.id, asset.kind, asset.mime_type, asset.width, asset.height, asset.frames,
                       asset.fps, asset.size_bytes, NULL::uuid AS task_id, NULL::boolean AS gpu, NULL AS backend,
                       NULL AS device, NULL AS encoder, NULL::bigint AS render_ms
                FROM job JOIN media_asset asset ON asset.id = (job.request ->> 'model')::uuid
                WHERE job.id = ? AND job.tasks_total = 0""").param(job).query(MadeFile::read).list().stream()
                .map(file -> file.result(file.by())).toList();
    }

    /** What rendered the frames of the films that these tasks have made. */
    private Map<UUID, MadeFile.RenderedBy> framesOf(List<UUID> films) {
        Map<UUID, MadeFile.RenderedBy> by = new HashMap<>();
        if (!films.isEmpty()) {
            sql.sql("""
                    SELECT task.id AS task_id, bool_and(r.device ->> 'type' = 'gpu') AS gpu,
                           string_agg(DISTINCT r.device ->> 'backend', ', ') AS backend,
                           string_agg(DISTINCT r.device ->> 'name', ', ') AS device, sum(r.engine_ms) AS render_ms
                    FROM task JOIN media_asset asset ON asset.cache_key = task.cache_key, LATERAL (
                        SELECT r.device, r.engine_ms %s) r
                    WHERE task.id IN (:films) GROUP BY task.id""".formatted(FRAMES_BY)).param("films", films)
                    .query(row -> {
                        by.put(row.getObject("task_id", UUID.class), MadeFile.RenderedBy.read(row));
                    });
        }
        return by;
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
