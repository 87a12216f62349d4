package io.renderline.api.imports;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.imports.ImportedFile.Outcome;
import io.renderline.api.web.PageCursor;

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

    /**
     * Which files of an import are told of.
     *
     * @param outcome null: any
     * @param after the ordinal of the last file of the page before; 0: the first page
     */
    record Page(@Nullable Outcome outcome, int after, int limit) {}

    /** An import with some of its files. */
    Optional<ProductImport> find(UUID id, Page page) {
        return sql.sql("SELECT created_at FROM product_import WHERE id = ?").param(id)
                .query((row, number) -> row.getTimestamp(1).toInstant()).optional()
                .map(created -> read(id, created, page));
    }

    private ProductImport read(UUID id, Instant created, Page page) {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        AtomicReference<Instant> end = new AtomicReference<>(created);
        sql.sql("""
                SELECT outcome, count(*) AS files, max(done_at) AS done FROM product_import_file
                WHERE import_id = ? GROUP BY outcome""").param(id).query(row -> {
            counts.put(Outcome.valueOf(row.getString("outcome")), row.getInt("files"));
            Timestamp done = row.getTimestamp("done");
            if (done != null && done.toInstant().isAfter(end.get())) {
                end.set(done.toInstant());
            }
        });
        List<Numbered> files = files(id, page);
        boolean more = files.size() > page.limit();
        List<Numbered> shown = more ? files.subList(0, page.limit()) : files;
        boolean finished = !counts.containsKey(Outcome.PENDING);
        return new ProductImport(id, finished ? ProductImport.State.FINISHED : ProductImport.State.RUNNING,
                ProductImport.Counts.of(counts), created, finished ? end.get() : null,
                shown.stream().map(Numbered::file).toList(),
                more ? PageCursor.of(String.valueOf(shown.getLast().ordinal())) : null);
    }

    private record Numbered(int ordinal, ImportedFile file) {}

    /** One more than the page has, where there is one. */
    private List<Numbered> files(UUID id, Page page) {
        return sql.sql("""
                SELECT ordinal, path, outcome, article_number, asset_id, message FROM product_import_file
                WHERE import_id = :id AND ordinal > :after AND (:outcome::text IS NULL OR outcome = :outcome)
                ORDER BY ordinal LIMIT :limit + 1""").param("id", id).param("after", page.after())
                .param("outcome", page.outcome() == null ? null : page.outcome().name()).param("limit", page.limit())
                .query((row, number) -> new Numbered(row.getInt("ordinal"), new ImportedFile(row.getString("path"),
                        Outcome.valueOf(row.getString("outcome")), row.getString("article_number"),
                        row.getObject("asset_id", UUID.class), row.getString("message"))))
                .list();
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
