package io.renderline.api.tasks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.key.CacheKey;

/** What made the inputs of a task, and the inputs of those, back to the sources. */
@Component
class FormerTasks {
    private final JdbcClient jdbc;

    FormerTasks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a task lacks.
     *
     * @param remake the task that made each lost input, by cache key: the nearer to the task the earlier
     * @param lostSource the name of an uploaded file without which that cannot be done
     * @param unknown whether it is not known what made one of them
     */
    record Lack(Map<CacheKey, UUID> remake, Optional<String> lostSource, boolean unknown) {
        boolean isNothing() {
            return remake.isEmpty() && lostSource.isEmpty() && !unknown;
        }
    }

    private record Input(@Nullable String source, boolean sourceLost, @Nullable String makerKey, @Nullable UUID former,
            boolean madeLost) {}

    /** The cache keys of everything that the task comes from, whether it is lost or not. */
    Set<CacheKey> ancestors(UUID task) {
        Set<CacheKey> keys = new HashSet<>();
        List<UUID> level = List.of(task);
        while (!level.isEmpty()) {
            List<UUID> next = new ArrayList<>();
            for (Input input : inputsOf(level)) {
                if (input.makerKey() != null && keys.add(new CacheKey(input.makerKey())) && input.former() != null) {
                    next.add(input.former());
                }
            }
            level = next;
        }
        return keys;
    }

    /** Which inputs of the task are lost, and what must be made again for them. */
    Lack lackOf(UUID task) {
        Map<CacheKey, UUID> remake = new LinkedHashMap<>();
        Optional<String> lostSource = Optional.empty();
        boolean unknown = false;
        List<UUID> level = List.of(task);
        while (!level.isEmpty()) {
            List<UUID> next = new ArrayList<>();
            for (Input input : inputsOf(level)) {
                if (input.source() != null && input.sourceLost()) {
                    lostSource = Optional.of(input.source());
                } else if (input.makerKey() != null && input.madeLost()) {
                    UUID former = input.former();
                    if (former == null) {
                        unknown = true;
                    } else if (remake.putIfAbsent(new CacheKey(input.makerKey()), former) == null) {
                        next.add(former);
                    }
                }
            }
            level = next;
        }
        return new Lack(remake, lostSource, unknown);
    }

    private List<Input> inputsOf(List<UUID> tasks) {
        return jdbc.sql("""
                SELECT CASE WHEN i.source_sha256 IS NOT NULL THEN coalesce(source.filename, 'The model') END AS source,
                       source.id IS NULL OR source.lost_at IS NOT NULL AS source_lost, i.maker_key,
                       made.task_id AS former, made.id IS NULL OR made.lost_at IS NOT NULL AS made_lost
                FROM task_input i
                LEFT JOIN media_asset made ON made.cache_key = i.maker_key AND made.output_name = i.maker_output
                LEFT JOIN media_asset source ON source.cache_key IS NULL AND source.sha256 = i.source_sha256
                WHERE i.task_id IN (:tasks) ORDER BY i.task_id, i.name""").param("tasks", tasks)
                .query((row, number) -> new Input(row.getString("source"), row.getBoolean("source_lost"),
                        row.getString("maker_key"), row.getObject("former", UUID.class), row.getBoolean("made_lost")))
                .list();
    }
}
