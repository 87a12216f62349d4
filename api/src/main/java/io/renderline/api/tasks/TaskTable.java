package io.renderline.api.tasks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.key.CacheKey;
import io.renderline.core.message.MessageJson;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskParameters;

/**
 * The rows that planning writes. All rows travel in one statement, so that a job of ten thousand views costs the same few
 * statements as a job of one.
 */
@Component
class TaskTable {
    private final JdbcClient jdbc;

    TaskTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Which of the keys have media assets of which none is lost, and which task made them. */
    Map<CacheKey, UUID> findMade(List<CacheKey> keys) {
        Map<CacheKey, UUID> made = new HashMap<>();
        jdbc.sql("""
                SELECT cache_key, (array_agg(task_id))[1] AS task_id FROM media_asset
                WHERE cache_key = ANY (?::text[])
                GROUP BY cache_key HAVING bool_and(lost_at IS NULL)""").param(column(keys, CacheKey::hex))
                .query(row -> {
                    made.put(new CacheKey(row.getString("cache_key")), row.getObject("task_id", UUID.class));
                });
        return made;
    }

    /**
     * Holds what is made until the transaction ends, so that it is not evicted before it is known that it is read. It waits
     * for nobody: what is being evicted is not held. Who marks a file as lost or found does not wait for this either.
     *
     * @return what is held
     */
    Set<CacheKey> hold(Set<CacheKey> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(jdbc.sql("""
                SELECT cache_key FROM media_asset
                WHERE cache_key = ANY (?::text[]) AND lost_at IS NULL
                FOR KEY SHARE SKIP LOCKED""").param(column(keys, CacheKey::hex))
                .query((row, number) -> new CacheKey(row.getString("cache_key"))).list());
    }

    /**
     * The tasks that make what is missing.
     *
     * @param inserted which of them are new
     */
    record UnderWay(Map<CacheKey, UUID> ids, Set<CacheKey> inserted) {}

    /** A job and what it needs, against what exists. */
    record PlannedJob(UUID id, Rank rank, TaskPlan plan) {}

    /** What is missing, for the first of the jobs that need it, as urgent as the most urgent of them wants it. */
    private record Needed(UUID job, Rank rank, TaskPlan.Missing missing) {
        Needed orMoreUrgent(Needed other) {
            return other.rank.compareTo(rank) > 0 ? new Needed(job, other.rank, missing) : this;
        }
    }

    /**
     * Makes tasks of what is missing, or joins those under way with the same cache key, raising their priority. Rows are
     * taken in the order of their keys, so that two plans at once cannot wait for each other; a joined row stays locked
     * until the transaction ends, so that it cannot finish before its new dependants are written.
     *
     * @return the task for each key
     */
    UnderWay join(List<PlannedJob> jobs, EngineVersions engines, FairTurns turns) {
        Map<CacheKey, Needed> needed = new LinkedHashMap<>();
        for (PlannedJob job : jobs) {
            for (TaskPlan.Missing missing : job.plan().missing()) {
                needed.merge(missing.key(), new Needed(job.id(), job.rank(), missing), Needed::orMoreUrgent);
            }
        }
        if (needed.isEmpty()) {
            return new UnderWay(Map.of(), Set.of());
        }
        Map<CacheKey, UUID> ids = new HashMap<>();
        Map<UUID, TaskPlan.Missing> inserted = new HashMap<>();
        jdbc.sql(
                """
                        INSERT INTO task (id, cache_key, type, queue, params, engine, state, priority, turn, scene_key,
                                          first_job_id)
                        SELECT id, "cacheKey", type, queue, params, engine, state, priority, turn, scene, job
                        FROM jsonb_to_recordset(:rows::jsonb) AS r(id uuid, "cacheKey" text, type text, queue text, params jsonb,
                             engine text, state text, priority smallint, turn bigint, scene text, job uuid)
                        ORDER BY "cacheKey"
                        ON CONFLICT (cache_key) WHERE state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING')
                        DO UPDATE SET priority = greatest(task.priority, excluded.priority)
                        RETURNING id, cache_key, xmax = 0 AS inserted""")
                .param("rows", json(newRows(needed.values(), engines, turns)))
                .query(row -> {
                    CacheKey key = new CacheKey(row.getString("cache_key"));
                    UUID id = row.getObject("id", UUID.class);
                    ids.put(key, id);
                    if (row.getBoolean("inserted")) {
                        inserted.put(id, Objects.requireNonNull(needed.get(key)).missing());
                    }
                });
        insertInputs(inserted, ids);
        return new UnderWay(ids, inserted.values().stream().map(TaskPlan.Missing::key).collect(Collectors.toSet()));
    }

    /** Writes which tasks the jobs need. */
    void link(List<PlannedJob> jobs, Map<CacheKey, UUID> underWay) {
        record Link(UUID job, UUID task, int ordinal, boolean deliverable, boolean cached, @Nullable String label) {}
        List<Link> links = new ArrayList<>();
        for (PlannedJob job : jobs) {
            for (TaskPlan.Made made : job.plan().made()) {
                links.add(new Link(job.id(), made.maker(), made.ordinal(), made.task().deliverable(), true,
                        made.task().label()));
            }
            for (TaskPlan.Missing missing : job.plan().missing()) {
                UUID task = Objects.requireNonNull(underWay.get(missing.key()));
                links.add(new Link(job.id(), task, missing.ordinal(), missing.task().deliverable(), false,
                        missing.task().label()));
            }
        }
        // By columns, since these are the most rows by far: as JSON, Postgres would take ten times as long to read them
        jdbc.sql("""
                INSERT INTO job_task (job_id, task_id, ordinal, deliverable, cached, label)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::integer[], ?::boolean[], ?::boolean[], ?::text[])""")
                .param(column(links, Link::job)).param(column(links, Link::task)).param(column(links, Link::ordinal))
                .param(column(links, Link::deliverable)).param(column(links, Link::cached))
                .param(column(links, Link::label)).update();
    }

    private record NewTask(UUID id, CacheKey cacheKey, String type, String queue, TaskParameters params, String engine,
            TaskState state, short priority, long turn, @Nullable CacheKey scene, UUID job) {}

    private List<NewTask> newRows(Collection<Needed> needed, EngineVersions engines, FairTurns turns) {
        Map<Queue, Long> queuesAreAt = turns();
        List<NewTask> rows = new ArrayList<>();
        for (Needed one : needed) {
            TaskPlan.Missing task = one.missing();
            Queue queue = task.task().queue();
            // Each task of a job has a later turn than the one before, so that a small job passes a large one.
            long turn = turns.next(queue, queuesAreAt.getOrDefault(queue, 0L));
            var spec = task.task().spec();
            rows.add(new NewTask(UUID.randomUUID(), task.key(), spec.type().label(), queue.label(), spec.parameters(),
                    engines.of(spec.type()), task.blockedBy().isEmpty() ? TaskState.READY : TaskState.BLOCKED,
                    one.rank().number(), turn, task.task().scene(), one.job()));
        }
        rows.sort(Comparator.comparing(NewTask::cacheKey));
        return rows;
    }

    private Map<Queue, Long> turns() {
        Map<Queue, Long> turns = new EnumMap<>(Queue.class);
        jdbc.sql("SELECT queue, turn FROM queue_turn").query(row -> {
            turns.put(Queue.of(row.getString("queue")), row.getLong("turn"));
        });
        return turns;
    }

    private void insertInputs(Map<UUID, TaskPlan.Missing> inserted, Map<CacheKey, UUID> ids) {
        record Input(UUID task, String name, @Nullable String source, @Nullable CacheKey maker, @Nullable String output,
                @Nullable UUID makerTask) {}
        List<Input> inputs = new ArrayList<>();
        inserted.forEach((id, task) -> task.task().spec().inputs().forEach((name, input) -> inputs.add(switch (input) {
            case TaskInput.Source(var content) -> new Input(id, name, content.hex(), null, null, null);
            case TaskInput.Made(var maker, var output) ->
                new Input(id, name, null, maker, output, task.blockedBy().contains(maker) ? ids.get(maker) : null);
        })));
        jdbc.sql("""
                INSERT INTO task_input (task_id, name, source_sha256, maker_key, maker_output, maker_task_id)
                SELECT task, name, source, maker, output, "makerTask" FROM jsonb_to_recordset(?::jsonb)
                     AS r(task uuid, name text, source text, maker text, output text, "makerTask" uuid)""")
                .param(json(inputs)).update();
    }

    /** One value of each row, as an array of Postgres. */
    private static <R> @Nullable String[] column(Collection<R> rows, Function<R, @Nullable Object> value) {
        return rows.stream().map(value).map(one -> one == null ? null : one.toString()).toArray(String[]::new);
    }

    private static String json(Object rows) {
        return new String(MessageJson.write(rows), StandardCharsets.UTF_8);
    }
}
