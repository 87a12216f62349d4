package io.renderline.api.workers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.renderline.core.message.MessageJson;
import io.renderline.core.message.WorkerHeartbeat;

/** The last sign of life of each worker, kept in the database, so that every api sees the same. */
@Component
class WorkerRegistry {
    /** Three heartbeats missed. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(30);
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient sql;
    private final Clock clock;

    WorkerRegistry(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Notes a heartbeat. One that was overtaken by a newer one of the same worker changes nothing. */
    void heard(WorkerHeartbeat heartbeat) {
        Timestamp now = Timestamp.from(clock.instant());
        sql.sql("""
                INSERT INTO worker (name, heartbeat, started_at, last_seen_at, stopped_at)
                VALUES (:name, :heartbeat::jsonb, :startedAt, :now, :stoppedAt)
                ON CONFLICT (name) DO UPDATE SET heartbeat = excluded.heartbeat, started_at = excluded.started_at,
                       last_seen_at = excluded.last_seen_at, stopped_at = excluded.stopped_at
                WHERE (worker.heartbeat ->> 'at')::timestamptz <= (excluded.heartbeat ->> 'at')::timestamptz""")
                .param("name", heartbeat.name())
                .param("heartbeat", new String(MessageJson.write(heartbeat), StandardCharsets.UTF_8))
                .param("startedAt", Timestamp.from(heartbeat.startedAt())).param("now", now)
                .param("stoppedAt", heartbeat.stopping() ? now : null).update();
    }

    /** All workers that were there within the last day, by name. */
    List<KnownWorker> all() {
        return sql.sql("SELECT heartbeat, last_seen_at, stopped_at FROM worker ORDER BY name").query(this::worker)
                .list();
    }

    @Scheduled(fixedDelayString = "PT10M")
    void forgetOld() {
        sql.sql("DELETE FROM worker WHERE last_seen_at < ?").param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }

    /** A worker and whether it is there. */
    record KnownWorker(WorkerHeartbeat heartbeat, Instant lastSeenAt, Presence presence) {
        enum Presence {
            UP, SILENT, STOPPED;

            String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    private KnownWorker worker(ResultSet row, int number) throws SQLException {
        Instant lastSeenAt = row.getTimestamp("last_seen_at").toInstant();
        KnownWorker.Presence presence;
        if (row.getTimestamp("stopped_at") != null) {
            presence = KnownWorker.Presence.STOPPED;
        } else if (lastSeenAt.isBefore(clock.instant().minus(SILENT_AFTER))) {
            presence = KnownWorker.Presence.SILENT;
        } else {
            presence = KnownWorker.Presence.UP;
        }
        try {
            byte[] json = row.getString("heartbeat").getBytes(StandardCharsets.UTF_8);
            return new KnownWorker(MessageJson.read(json, WorkerHeartbeat.class), lastSeenAt, presence);
        } catch (IOException e) {
            throw new UncheckedIOException("The worker table holds a heartbeat that cannot be read", e);
        }
    }
}
