package io.renderline.api.imports;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.imports.ImportedFile.Outcome;

import tools.jackson.databind.json.JsonMapper;

/** The rows of imports. */
@Component
class ImportTable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient sql;
    private final Clock clock;

    ImportTable(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Writes an import with all its files, or nothing. */
    @Transactional
    void insert(UUID id, List<ImportedFile> files) {
        sql.sql("INSERT INTO product_import (id, created_at) VALUES (?, ?)").param(id).param(now()).update();
        sql.sql("""
                INSERT INTO product_import_file (import_id, ordinal, path, outcome, article_number, asset_id, message,
                                                 done_at)
                SELECT :id, ordinality, file->>'path', file->>'outcome', file->>'articleNumber',
                       (file->>'assetId')::uuid, file->>'message',
                       CASE WHEN file->>'outcome' <> 'PENDING' THEN :now::timestamptz END
                FROM jsonb_array_elements(:files::jsonb) WITH ORDINALITY AS f(file, ordinality)""")
                .param("id", id).param("now", now()).param("files", MAPPER.writeValueAsString(files)).update();
    }

    Optional<ProductImport> find(UUID id) {
        return sql.sql("SELECT created_at FROM product_import WHERE id = ?").param(id)
                .query((row, number) -> row.getTimestamp(1).toInstant()).optional().map(created -> read(id, created));
    }

    private ProductImport read(UUID id, Instant created) {
        List<Instant> ends = new ArrayList<>();
        ends.add(created);
        List<ImportedFile> files = sql.sql("""
                SELECT path, outcome, article_number, asset_id, message, done_at FROM product_import_file
                WHERE import_id = ? ORDER BY ordinal""").param(id).query((row, number) -> {
            Timestamp done = row.getTimestamp("done_at");
            if (done != null) {
                ends.add(done.toInstant());
            }
            return new ImportedFile(row.getString("path"), Outcome.valueOf(row.getString("outcome")),
                    row.getString("article_number"), row.getObject("asset_id", UUID.class), row.getString("message"));
        }).list();
        var counts = ProductImport.Counts.of(files);
        boolean finished = counts.pending() == 0;
        return new ProductImport(id, finished ? ProductImport.State.FINISHED : ProductImport.State.RUNNING, counts,
                created, finished ? java.util.Collections.max(ends) : null, files);
    }

    /** A file whose product is yet to be made. */
    record Pending(UUID importId, int ordinal, String articleNumber, UUID assetId) {}

    /** The next one, locked until the transaction ends; other processes go on with the one after it. */
    Optional<Pending> next() {
        return sql.sql("""
                SELECT import_id, ordinal, article_number, asset_id FROM product_import_file
                WHERE outcome = 'PENDING' ORDER BY import_id, ordinal LIMIT 1 FOR UPDATE SKIP LOCKED""")
                .query(Pending.class).optional();
    }

    void done(Pending file, Outcome outcome, @Nullable String message) {
        sql.sql("""
                UPDATE product_import_file SET outcome = ?, message = ?, done_at = ?
                WHERE import_id = ? AND ordinal = ?""").param(outcome.name()).param(message).param(now())
                .param(file.importId()).param(file.ordinal()).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
