package io.renderline.api.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.Priority;
import io.renderline.api.web.NewestCursor;

import tools.jackson.databind.json.JsonMapper;

/** Tells how far orders are. */
@Component
class OrderQueries {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    /** Who asks for one order gets it as it was at most so long ago. */
    private static final Duration FRESH = Duration.ofMillis(500);

    private final JdbcClient sql;
    private final OrderCounting counting;
    private final RemainingTime remaining;
    private final Clock clock;

    OrderQueries(JdbcClient sql, OrderCounting counting, RemainingTime remaining, Clock clock) {
        this.sql = sql;
        this.counting = counting;
        this.remaining = remaining;
        this.clock = clock;
    }

    boolean exists(UUID id) {
        return sql.sql("SELECT EXISTS (SELECT FROM render_order WHERE id = ?)").param(id).query(Boolean.class)
                .single();
    }

    /** The order as it is now. */
    Optional<OrderView> find(UUID id) {
        return find(id, FRESH);
    }

    /** The order as it was at most {@code age} ago. */
    Optional<OrderView> find(UUID id, Duration age) {
        Optional<Instant> countedAt = sql.sql("SELECT counted_at FROM render_order WHERE id = ? AND state IN "
                + OrderState.LIVE).param(id).query((row, number) -> row.getTimestamp(1).toInstant()).optional();
        if (countedAt.filter(at -> at.isBefore(clock.instant().minus(age))).isPresent()) {
            counting.count(id);
        }
        return sql.sql("SELECT * FROM render_order WHERE id = ?").param(id).query(OrderQueries::view).optional()
                .map(order -> order.state().isLive() ? order.with(remaining.of(id)) : order);
    }

    /** Orders after {@code cursor}, newest first, as they were when they were last counted. */
    OrderView.Page page(@Nullable OrderState state, NewestCursor cursor, int limit) {
        List<OrderView> found = sql.sql("""
                SELECT * FROM render_order WHERE (created_at, id) < (:createdAt, :id)
                  AND (:state::text IS NULL OR state = :state)
                ORDER BY created_at DESC, id DESC LIMIT :limit""")
                .param("createdAt", Timestamp.from(cursor.createdAt())).param("id", cursor.id())
                .param("state", state == null ? null : state.name()).param("limit", limit + 1)
                .query(OrderQueries::view).list();
        if (found.size() <= limit) {
            return new OrderView.Page(found, null);
        }
        OrderView last = found.get(limit - 1);
        return new OrderView.Page(found.subList(0, limit), new NewestCursor(last.createdAt(), last.id()).text());
    }

    private static OrderView view(ResultSet row, int number) throws SQLException {
        UUID id = Objects.requireNonNull(row.getObject("id", UUID.class));
        OrderCounts counts = MAPPER.readValue(row.getString("counts"), OrderCounts.class);
        Integer rank = row.getObject("priority", Integer.class);
        OrderState state = OrderState.valueOf(row.getString("state"));
        return new OrderView(id, row.getString("name"), state, rank == null ? null : Priority.ofRank(rank),
                counts.lines(), counts.outputs(), counts.progress(), state.isLive() ? null : Long.valueOf(0), null,
                "/v1/orders/" + id + "/results.zip", Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "started_at"), instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
