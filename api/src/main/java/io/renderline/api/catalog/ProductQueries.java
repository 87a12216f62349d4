package io.renderline.api.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.jobs.TessellationQuality;
import io.renderline.api.studios.Staging;
import io.renderline.api.web.PageCursor;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads products with what was made of them: one statement for one product, and one for a page of them. */
@Component
class ProductQueries {
    /** The words of a search that count. Each costs a look into the index. */
    static final int MAX_WORDS = 8;

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String FILE_COLUMNS = """
            r.cad_file, r.usd_master, r.thumbnail_job, job.state AS thumbnail_state, picture.id AS thumbnail,
            mesh.state AS geometry_state,
            CASE WHEN cad.mime_type = 'model/gltf-binary' THEN cad.id ELSE mesh.id END AS geometry
            """;
    private static final String PRODUCT_COLUMNS = "SELECT p.article_number, p.name, p.attributes::text AS attributes, p.tags,"
            + " p.staging::text AS staging,"
            + " p.revision, p.created_at, p.changed_at, p.archived_at, " + FILE_COLUMNS;
    private static final String NEWEST_REVISION = " p LEFT JOIN product_revision r"
            + " ON r.article_number = p.article_number AND r.number = p.revision ";

    private final JdbcClient sql;
    private final String files;

    ProductQueries(JdbcClient sql, TessellationQuality usual) {
        this.sql = sql;
        this.files = files(usual);
    }

    /**
     * A GLB was uploaded, or is the tessellation's output: whichever task has tessellated the same bytes, for whichever job.
     * The one with the usual tolerances goes before those that a client has named.
     */
    private static String files(TessellationQuality usual) {
        return """
                LEFT JOIN job ON job.id = r.thumbnail_job
                LEFT JOIN LATERAL (
                    SELECT made.id FROM job_task JOIN task ON task.id = job_task.task_id
                    JOIN media_asset made ON made.cache_key = task.cache_key AND made.lost_at IS NULL
                    WHERE job_task.job_id = job.id AND job_task.deliverable LIMIT 1) picture ON true
                LEFT JOIN media_asset cad ON cad.id = r.cad_file
                LEFT JOIN LATERAL (
                    SELECT made.id, task.state FROM task_input JOIN task ON task.id = task_input.task_id
                    LEFT JOIN media_asset made ON made.cache_key = task.cache_key AND made.output_name = 'geometry'
                         AND made.lost_at IS NULL
                    WHERE task_input.source_sha256 = cad.sha256 AND task.type = 'tessellate'
                    ORDER BY made.id IS NULL, (task.params ->> 'relativeTolerance')::float8 = %s
                         AND (task.params ->> 'angularTolerance')::float8 = %s DESC, task.created_at DESC LIMIT 1) mesh ON true
                """
                .formatted(usual.relativeTolerance(), usual.angularTolerance());
    }

    Optional<Product> find(String articleNumber) {
        return sql.sql(PRODUCT_COLUMNS + "FROM product" + NEWEST_REVISION + files + "WHERE p.article_number = ?")
                .param(articleNumber)
                .query(ProductQueries::product).optional();
    }

    /** All revisions of a product, newest first. */
    List<Product.Revision> revisions(String articleNumber) {
        return sql.sql("SELECT r.number, r.created_at, " + FILE_COLUMNS + "FROM product_revision r " + files
                + "WHERE r.article_number = ? ORDER BY r.number DESC").param(articleNumber)
                .query((row, number) -> new Product.Revision(row.getInt("number"), id(row, "cad_file"),
                        id(row, "usd_master"), thumbnail(row), geometry(row), instant(row, "created_at")))
                .list();
    }

    /**
     * Products that are not archived, by article number.
     *
     * @param search words that the article number or the name must hold, in any case; blank: any
     * @param tag null: any
     * @param after the article number before the page
     */
    Product.Page page(String search, @Nullable String tag, String after, int limit) {
        StringBuilder where = new StringBuilder("WHERE archived_at IS NULL AND article_number > :after");
        var words = words(search);
        for (int i = 0; i < words.size(); i++) {
            where.append(" AND search LIKE :word").append(i);
        }
        if (tag != null) {
            where.append(" AND tags @> ARRAY[:tag]::text[]");
        }
        // The page is cut before anything is joined to it
        var query = sql.sql(PRODUCT_COLUMNS + "FROM (SELECT * FROM product " + where
                + " ORDER BY article_number LIMIT :limit)" + NEWEST_REVISION + files + "ORDER BY p.article_number")
                .param("after", after).param("limit", limit + 1).param("tag", tag);
        for (int i = 0; i < words.size(); i++) {
            query = query.param("word" + i, words.get(i));
        }
        List<Product> found = query.query(ProductQueries::product).list();
        return found.size() <= limit
                ? new Product.Page(found, null)
                : new Product.Page(found.subList(0, limit), PageCursor.of(found.get(limit - 1).articleNumber()));
    }

    /** Each word as a pattern that finds it anywhere. */
    private static List<String> words(String search) {
        return SPACE.splitAsStream(search.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).limit(MAX_WORDS)
                .map(word -> "%" + word.replaceAll("[\\\\%_]", "\\\\$0") + "%").toList();
    }

    private static Product product(ResultSet row, int number) throws SQLException {
        Timestamp archived = row.getTimestamp("archived_at");
        return new Product(row.getString("article_number"), row.getString("name"),
                MAPPER.readValue(row.getString("attributes"), new TypeReference<Map<String, String>>() {
                }),
                List.of((String[]) row.getArray("tags").getArray()), row.getObject("revision", Integer.class),
                id(row, "cad_file"), id(row, "usd_master"), thumbnail(row), geometry(row), staging(row).studio(),
                staging(row).materials(), staging(row).up(), instant(row, "created_at"), instant(row, "changed_at"),
                archived == null ? null : archived.toInstant());
    }

    private static Staging staging(ResultSet row) throws SQLException {
        String json = row.getString("staging");
        return json == null ? Staging.NONE : MAPPER.readValue(json, Staging.class);
    }

    private static Product.Thumbnail thumbnail(ResultSet row) throws SQLException {
        UUID picture = id(row, "thumbnail");
        return new Product.Thumbnail(FileState.of(row.getString("thumbnail_state"), picture != null),
                id(row, "thumbnail_job"), url(picture));
    }

    private static Product.Geometry geometry(ResultSet row) throws SQLException {
        UUID mesh = id(row, "geometry");
        return new Product.Geometry(FileState.of(row.getString("geometry_state"), mesh != null), url(mesh));
    }

    private static @Nullable String url(@Nullable UUID asset) {
        return asset == null ? null : "/v1/assets/" + asset + "/content";
    }

    private static @Nullable UUID id(ResultSet row, String column) throws SQLException {
        return row.getObject(column, UUID.class);
    }

    private static java.time.Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getTimestamp(column)).toInstant();
    }
}
