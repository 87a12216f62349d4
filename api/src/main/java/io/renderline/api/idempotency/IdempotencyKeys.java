package io.renderline.api.idempotency;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** Remembers what each client's key has led to, for a week. */
@Component
public class IdempotencyKeys {
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;

    IdempotencyKeys(JdbcClient sql, TransactionTemplate transaction, Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Use(UUID id, String fingerprint) {}

    /**
     * What the key has led to before.
     *
     * @throws ProblemException when that was for another request
     */
    public Optional<UUID> earlier(Optional<IdempotencyKey> sent) {
        return sent.flatMap(key -> sql.sql("""
                SELECT result_id AS id, request_sha256 AS fingerprint FROM idempotency_key
                WHERE scope = ? AND key = ?""").param(key.scope().label()).param(key.key()).query(Use.class).optional()
                .map(use -> {
                    if (!use.fingerprint().equals(key.fingerprint().hex())) {
                        throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                key.scope().refusal(use.id()));
                    }
                    return use.id();
                }));
    }

    /**
     * Has something written under a new id, in one transaction with its key, or in that of whoever calls when there is no
     * key. Of requests that come at the same time with one key one is written, and the others wait and find that.
     *
     * @throws ProblemException when the key has led to something else
     */
    public Accepted once(Optional<IdempotencyKey> sent, Consumer<UUID> write) {
        UUID id = UUID.randomUUID();
        boolean written = Boolean.TRUE.equals(transaction.execute(status -> {
            boolean isFirst = sent.isEmpty() || take(sent.get(), id);
            if (isFirst) {
                write.accept(id);
            }
            return isFirst;
        }));
        return written ? new Accepted(id, false) : new Accepted(earlier(sent).orElseThrow(), true);
    }

    /** Waits for another transaction that takes the same key; false when that one has it now. */
    private boolean take(IdempotencyKey key, UUID id) {
        return sql.sql("""
                INSERT INTO idempotency_key (scope, key, request_sha256, result_id, created_at)
                VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""").param(key.scope().label()).param(key.key())
                .param(key.fingerprint().hex()).param(id).param(Timestamp.from(clock.instant())).update() == 1;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetOld() {
        sql.sql("DELETE FROM idempotency_key WHERE created_at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT))).update();
    }
}
