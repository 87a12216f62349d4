package io.renderline.api.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.IdArray;
import io.renderline.api.tasks.OriginColumns;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.message.InputFile;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskAssignment;
import io.renderline.core.task.TaskParameters;

/** Reads claimed tasks as what is sent to workers, each input by its content. */
@Component
class AssignmentReader {
    private final JdbcClient jdbc;
    private final DispatchProperties properties;

    AssignmentReader(JdbcClient jdbc, DispatchProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * The assignments of a batch.
     *
     * @param ready what can be sent, in the order asked for
     * @param inputLost the attempt number of each task of which an input is lost, or no media asset any more
     */
    record Assignments(List<TaskAssignment> ready, Map<UUID, Integer> inputLost) {}

    Assignments read(List<UUID> ids) {
        Map<UUID, Map<String, InputFile>> inputs = new HashMap<>();
        Map<UUID, Boolean> complete = new HashMap<>();
        jdbc.sql("""
                SELECT i.task_id, i.name, source.filename, coalesce(made.sha256, source.sha256) AS sha256,
                       coalesce(made.size_bytes, source.size_bytes) AS size_bytes
                FROM task_input i
                LEFT JOIN media_asset made ON made.cache_key = i.maker_key AND made.output_name = i.maker_output
                     AND made.lost_at IS NULL
                LEFT JOIN media_asset source ON source.cache_key IS NULL AND source.sha256 = i.source_sha256
                     AND source.lost_at IS NULL
                WHERE i.task_id = ANY (:ids::uuid[])""").param("ids", IdArray.of(ids)).query(row -> {
            UUID task = row.getObject("task_id", UUID.class);
            String hash = row.getString("sha256");
            complete.merge(task, hash != null, Boolean::logicalAnd);
            if (hash != null) {
                inputs.computeIfAbsent(task, id -> new HashMap<>()).put(row.getString("name"),
                        new InputFile(new Sha256(hash), row.getLong("size_bytes"), row.getString("filename")));
            }
        });
        Map<UUID, TaskAssignment> assignments = new LinkedHashMap<>();
        Map<UUID, Integer> inputLost = new HashMap<>();
        jdbc.sql("SELECT id, attempt, cache_key, engine, params, " + OriginColumns.OF_TASK
                + " FROM task WHERE id = ANY (:ids::uuid[])").param("ids", IdArray.of(ids))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    if (complete.getOrDefault(id, true)) {
                        assignments.put(id, assignment(row, id, inputs.getOrDefault(id, Map.of())));
                    } else {
                        inputLost.put(id, row.getInt("attempt"));
                    }
                });
        List<TaskAssignment> ready = new ArrayList<>();
        for (UUID id : ids) {
            TaskAssignment assignment = assignments.get(id);
            if (assignment != null) {
                ready.add(assignment);
            }
        }
        return new Assignments(ready, inputLost);
    }

    private TaskAssignment assignment(ResultSet row, UUID id, Map<String, InputFile> inputs) throws SQLException {
        TaskParameters parameters = parameters(row.getString("params"));
        return new TaskAssignment(id, row.getInt("attempt"), new CacheKey(row.getString("cache_key")),
                row.getString("engine"), parameters, inputs, properties.timeoutOf(parameters.type()),
                OriginColumns.read(row)).atNextStep();
    }

    private static TaskParameters parameters(String json) {
        try {
            return MessageJson.read(json.getBytes(StandardCharsets.UTF_8), TaskParameters.class);
        } catch (IOException e) {
            throw new UncheckedIOException("The task table holds parameters that cannot be read", e);
        }
    }
}
