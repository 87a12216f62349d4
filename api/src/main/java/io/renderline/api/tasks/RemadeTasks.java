package io.renderline.api.tasks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.key.CacheKey;

/** Starts tasks again whose outputs were lost: each as a new task like the former one, or the one that is under way already. */
@Component
class RemadeTasks {
    private final JdbcClient jdbc;
    private final JobLinks links;

    RemadeTasks(JdbcClient jdbc, JobLinks links) {
        this.jdbc = jdbc;
        this.links = links;
    }

    private record Remade(UUID id, UUID former, CacheKey key) {}

    /**
     * Starts all of them, and makes them tasks of the live jobs that need {@code waiting}.
     *
     * @param formers by cache key, what made the lost outputs
     * @return by cache key, the tasks that make them now
     */
    Map<CacheKey, UUID> begin(UUID waiting, Map<CacheKey, UUID> formers) {
        List<Remade> wanted = new ArrayList<>();
        formers.forEach((key, task) -> wanted.add(new Remade(UUID.randomUUID(), task, key)));
        Map<CacheKey, UUID> makers = new HashMap<>();
        List<UUID> inserted = new ArrayList<>();
        // In the order of the keys, like every insert of tasks. Blocked is what reads another of them.
        jdbc.sql("""
                WITH wanted AS (SELECT * FROM jsonb_to_recordset(:wanted::jsonb) AS r(id uuid, former uuid, key text))
                INSERT INTO task (id, cache_key, type, queue, params, engine, state, priority, turn, scene_key,
                                  first_job_id)
                SELECT w.id, f.cache_key, f.type, f.queue, f.params, f.engine,
                       CASE WHEN EXISTS (SELECT FROM task_input i JOIN wanted other ON other.key = i.maker_key
                                         WHERE i.task_id = f.id) THEN 'BLOCKED' ELSE 'READY' END,
                       waiting.priority, queue_turn.turn, f.scene_key, waiting.first_job_id
                FROM wanted w JOIN task f ON f.id = w.former JOIN queue_turn ON queue_turn.queue = f.queue
                JOIN task waiting ON waiting.id = :waiting
                ORDER BY f.cache_key
                ON CONFLICT (cache_key) WHERE state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING')
                DO UPDATE SET priority = greatest(task.priority, excluded.priority)
                RETURNING id, cache_key, xmax = 0 AS inserted""").param("wanted", TaskProgression.json(wanted))
                .param("waiting", waiting).query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    makers.put(new CacheKey(row.getString("cache_key")), id);
                    if (row.getBoolean("inserted")) {
                        inserted.add(id);
                    }
                });
        insertInputs(inserted, formers, makers);
        links.add(waiting, makers);
        jdbc.sql("SELECT pg_notify(?, '')").param(TaskScheduler.READY_CHANNEL).query().singleRow();
        return makers;
    }

    private void insertInputs(List<UUID> inserted, Map<CacheKey, UUID> formers, Map<CacheKey, UUID> makers) {
        List<Remade> rows = new ArrayList<>();
        formers.forEach((key, task) -> {
            UUID maker = makers.get(key);
            if (maker != null) {
                rows.add(new Remade(maker, task, key));
            }
        });
        jdbc.sql("""
                WITH makers AS (SELECT * FROM jsonb_to_recordset(:makers::jsonb) AS r(id uuid, former uuid, key text))
                INSERT INTO task_input (task_id, name, source_sha256, maker_key, maker_output, maker_task_id)
                SELECT m.id, i.name, i.source_sha256, i.maker_key, i.maker_output, maker.id
                FROM makers m JOIN task_input i ON i.task_id = m.former
                LEFT JOIN makers maker ON maker.key = i.maker_key
                WHERE m.id IN (SELECT jsonb_array_elements_text(:inserted::jsonb)::uuid)""")
                .param("makers", TaskProgression.json(rows)).param("inserted", TaskProgression.json(inserted)).update();
    }
}
