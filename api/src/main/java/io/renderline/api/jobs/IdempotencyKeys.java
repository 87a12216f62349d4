package io.renderline.api.jobs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;

/** Remembers which job a client's {@code Idempotency-Key} has led to, for a week. */
@Component
class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient sql;
    private final Clock clock;

    IdempotencyKeys(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private record Use(UUID job, String fingerprint) {}

    /**
     * The job that this key has led to.
     *
     * @throws ProblemException when that was for another request
     */
    Optional<UUID> jobOf(String key, Sha256 fingerprint) {
        return sql.sql("SELECT job_id AS job, request_sha256 AS fingerprint FROM idempotency_key WHERE key = ?")
                .param(key).query(Use.class).optional().map(use -> {
                    if (!use.fingerprint().equals(fingerprint.hex())) {
                        throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "The Idempotency-Key was already used for job " + use.job()
                                        + ", with another body. Use a new key for a new request.");
                    }
                    return use.job();
                });
    }

    /**
     * Takes the key for a job. Waits for another transaction that takes the same one.
     *
     * @return false when the other one has it now
     */
    boolean take(String key, Sha256 fingerprint, UUID job) {
        return sql.sql("""
                INSERT INTO idempotency_key (key, request_sha256, job_id, created_at)
                VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING""").param(key).param(fingerprint.hex()).param(job)
                .param(Timestamp.from(clock.instant())).update() == 1;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetOld() {
        Instant oldest = clock.instant().minus(KEPT);
        sql.sql("DELETE FROM idempotency_key WHERE created_at < ?").param(Timestamp.from(oldest)).update();
    }
}
