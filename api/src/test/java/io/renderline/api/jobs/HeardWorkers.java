package io.renderline.api.jobs;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.WorkerHeartbeat;

/** Workers that the api has heard of, and that are not there. */
final class HeardWorkers {
    private HeardWorkers() {}

    /** @param name begins with {@code films-} */
    static void hear(JdbcClient sql, String name, @Nullable Set<VideoFormat> films, Set<VideoFormat> byGpu) {
        Instant now = Instant.now();
        WorkerHeartbeat heartbeat = new WorkerHeartbeat(name, "host", 1, "1", "4.5", List.of(), List.of(), List.of(),
                Set.of(), now, now, films, byGpu, List.of(), false);
        sql.sql("""
                INSERT INTO worker (name, heartbeat, started_at, last_seen_at) VALUES (?, ?::jsonb, now(), now())""")
                .param(name).param(new String(MessageJson.write(heartbeat), StandardCharsets.UTF_8)).update();
    }

    static void forget(JdbcClient sql) {
        sql.sql("DELETE FROM worker WHERE name LIKE 'films-%'").update();
    }
}
