package io.renderline.api.outputs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of output types. Those of versions are only ever added. */
@Component
class OutputTypeTable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String VERSIONS = """
            SELECT v.name, v.version, v.settings::text AS settings, v.created_at, t.archived_at
            FROM output_type t JOIN output_type_version v ON v.name = t.name
            """;
    private static final String NEWEST = VERSIONS + "AND v.version = t.version ";

    private final JdbcClient sql;

    OutputTypeTable(JdbcClient sql) {
        this.sql = sql;
    }

    Optional<OutputType> newest(String name) {
        return sql.sql(NEWEST + "WHERE t.name = ?").param(name).query(OutputTypeTable::row).optional();
    }

    Optional<OutputType> version(String name, int version) {
        return sql.sql(VERSIONS + "WHERE t.name = ? AND v.version = ?").param(name).param(version)
                .query(OutputTypeTable::row).optional();
    }

    List<OutputType> current() {
        return sql.sql(NEWEST + "WHERE t.archived_at IS NULL ORDER BY t.name").query(OutputTypeTable::row).list();
    }

    /** Locks one until the transaction ends, and reads it as it is then: what waited here sees what it waited for. */
    Optional<OutputType> lock(String name) {
        sql.sql("SELECT name FROM output_type WHERE name = ? FOR UPDATE").param(name).query(String.class).optional();
        return newest(name);
    }

    /** Takes a name; false when it is taken. */
    boolean insert(String name) {
        return sql.sql("INSERT INTO output_type (name, version) VALUES (?, 1) ON CONFLICT DO NOTHING").param(name)
                .update() == 1;
    }

    /** Makes {@code version} the newest one. */
    OutputType append(String name, int version, OutputSettings settings) {
        sql.sql("INSERT INTO output_type_version (name, version, settings) VALUES (?, ?, ?::jsonb)").param(name)
                .param(version).param(MAPPER.writeValueAsString(settings)).update();
        sql.sql("UPDATE output_type SET version = ?, archived_at = NULL WHERE name = ?").param(version).param(name)
                .update();
        return newest(name).orElseThrow();
    }

    void archive(String name) {
        sql.sql("UPDATE output_type SET archived_at = clock_timestamp() WHERE name = ?").param(name).update();
    }

    private static OutputSettings settings(JsonNode json) {
        Class<? extends OutputSettings> type = switch (MAPPER.treeToValue(json.get("kind"), OutputKind.class)) {
            case STILL, THUMBNAIL -> PictureSettings.class;
            case TURNTABLE -> TurntableSettings.class;
            case ANIMATION -> AnimationSettings.class;
        };
        return MAPPER.treeToValue(json, type);
    }

    private static OutputType row(ResultSet row, int number) throws SQLException {
        Timestamp archived = row.getTimestamp("archived_at");
        return new OutputType(row.getString("name"), row.getInt("version"),
                settings(MAPPER.readTree(row.getString("settings"))),
                row.getTimestamp("created_at").toInstant(), archived == null ? null : archived.toInstant());
    }
}
