package io.renderline.api.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;

/** Remembers which import a client's key has led to, for a week. */
@Component
class ImportKeys {
    private static final Duration KEPT = Duration.ofDays(7);

    private final JdbcClient sql;
    private final Clock clock;

    ImportKeys(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    private record Use(UUID importId, String files) {}

    /** The same for two imports of the same files at the same places, however their ZIPs were packed. */
    static Sha256 fingerprint(List<ImportedFile> files) {
        MessageDigest digest = Sha256.newDigest();
        files.forEach(file -> digest.update((file.path() + '\u0000' + file.assetId() + '\n')
                .getBytes(StandardCharsets.UTF_8)));
        return Sha256.finish(digest);
    }

    /**
     * The import that this key has led to.
     *
     * @throws ProblemException when that was of other files
     */
    Optional<UUID> importOf(String key, Sha256 fingerprint) {
        return sql.sql("SELECT import_id, files_sha256 AS files FROM import_key WHERE key = ?").param(key)
                .query(Use.class).optional().map(use -> {
                    if (!use.files().equals(fingerprint.hex())) {
                        throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                                "The Idempotency-Key was already used for import " + use.importId()
                                        + ", with other files. Use a new key for a new import.");
                    }
                    return use.importId();
                });
    }

    /** Takes the key for an import, after waiting for another transaction that takes it; false when that one has it. */
    boolean take(String key, Sha256 fingerprint, UUID id) {
        return sql.sql("""
                INSERT INTO import_key (key, files_sha256, import_id, created_at) VALUES (?, ?, ?, ?)
                ON CONFLICT (key) DO NOTHING""").param(key).param(fingerprint.hex()).param(id)
                .param(Timestamp.from(clock.instant())).update() == 1;
    }

    @Scheduled(fixedDelayString = "PT1H")
    void forgetOld() {
        sql.sql("DELETE FROM import_key WHERE created_at < ?").param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
