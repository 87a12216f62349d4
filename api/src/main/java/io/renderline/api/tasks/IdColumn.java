package io.renderline.api.tasks;

import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.RowMapper;

/** Reads rows that begin with an id. */
final class IdColumn {
    /** The first column, which is never null. */
    static final RowMapper<UUID> FIRST = (row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class));

    private IdColumn() {}
}
