package io.renderline.api.templates;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TemplateOffer;

/** The rows of templates. Those of versions are only ever added. */
@Component
class TemplateTable {
    private static final String VERSIONS = """
            SELECT v.name, v.version, v.asset_id, t.file, t.file_size, t.file_modified, v.created_at, t.archived_at,
                   v.offer::text AS offer, job.id AS job, job.state, job.error_code, job.error_message
            FROM template t JOIN template_version v ON v.name = t.name JOIN job ON job.id = v.inspection_job
            """;
    private static final String NEWEST = VERSIONS + "WHERE v.version = t.version ";

    private final JdbcClient sql;

    TemplateTable(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<Template> newest(String name) {
        return sql.sql(NEWEST + "AND t.name = ?").param(name).query(TemplateTable::row).optional();
    }

    Optional<Template> version(String name, int version) {
        return sql.sql(VERSIONS + "WHERE t.name = ? AND v.version = ?").param(name).param(version)
                .query(TemplateTable::row).optional();
    }

    /** Those that take new jobs, by name, after {@code after}. */
    List<Template> current(String after, int limit) {
        return sql.sql(NEWEST + "AND t.archived_at IS NULL AND t.name > ? ORDER BY t.name LIMIT ?").param(after)
                .param(limit).query(TemplateTable::row).list();
    }

    /** All that are files in the folder, or were. */
    List<Template> ofFolder() {
        return sql.sql(NEWEST + "AND t.file IS NOT NULL ORDER BY t.name").query(TemplateTable::row).list();
    }

    /** Locks one until the transaction ends, and reads it as it is then: what waited here sees what it waited for. */
    Optional<Template> lock(String name) {
        sql.sql("SELECT name FROM template WHERE name = ? FOR UPDATE").param(name).query(String.class).optional();
        return newest(name);
    }

    /** Takes a name; false when it is taken. */
    boolean insert(String name) {
        return sql.sql("INSERT INTO template (name, version) VALUES (?, 1) ON CONFLICT DO NOTHING").param(name)
                .update() == 1;
    }

    /** Makes {@code version} the newest one. */
    void append(String name, int version, UUID asset, UUID inspection) {
        sql.sql("INSERT INTO template_version (name, version, asset_id, inspection_job) VALUES (?, ?, ?, ?)")
                .param(name).param(version).param(asset).param(inspection).update();
    }

    /** From now on the template takes jobs, and is an upload or the given file. */
    void set(String name, int version, @Nullable FolderFile file) {
        sql.sql("""
                UPDATE template SET version = :version, archived_at = NULL, file = :file, file_size = :size,
                       file_modified = :modified
                WHERE name = :name""").param("name", name).param("version", version)
                .param("file", file == null ? null : file.name()).param("size", file == null ? null : file.size())
                .param("modified", file == null ? null : Timestamp.from(file.modified())).update();
    }

    void archive(String name) {
        sql.sql("UPDATE template SET archived_at = clock_timestamp() WHERE name = ? AND archived_at IS NULL")
                .param(name).update();
    }

    /** The file that an inspection has made, while it is there. */
    Optional<UUID> offerOf(UUID inspection) {
        return sql.sql("""
                SELECT asset.id FROM job_task JOIN task ON task.id = job_task.task_id
                JOIN media_asset asset ON asset.cache_key = task.cache_key AND asset.lost_at IS NULL
                WHERE job_task.job_id = ? AND job_task.deliverable""").param(inspection).query(UUID.class).optional();
    }

    void keepOffer(String name, int version, TemplateOffer offer) {
        sql.sql("UPDATE template_version SET offer = ?::jsonb WHERE name = ? AND version = ?")
                .param(new String(MessageJson.write(offer), StandardCharsets.UTF_8)).param(name).param(version)
                .update();
    }

    private static Template row(ResultSet row, int number) throws SQLException {
        String file = row.getString("file");
        String offer = row.getString("offer");
        return new Template(row.getString("name"), row.getInt("version"),
                Objects.requireNonNull(row.getObject("asset_id", UUID.class)),
                file == null
                        ? null
                        : new FolderFile(file, row.getLong("file_size"),
                                Objects.requireNonNull(instant(row, "file_modified"))),
                Objects.requireNonNull(instant(row, "created_at")), instant(row, "archived_at"),
                new Template.Inspection(Objects.requireNonNull(row.getObject("job", UUID.class)),
                        row.getString("state"), row.getString("error_code"), row.getString("error_message")),
                offer == null ? null : TemplateOffers.read(offer.getBytes(StandardCharsets.UTF_8)));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
