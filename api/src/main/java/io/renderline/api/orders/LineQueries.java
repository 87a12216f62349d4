package io.renderline.api.orders;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.jobs.JobResults;
import io.renderline.api.jobs.OutputVersion;
import io.renderline.api.tasks.JobState;

/** Reads lines with what is made of them: a few statements for one, and for a page of them. */
@Component
class LineQueries {
    private static final String REFUSED = "LINE_REFUSED";

    private final JdbcClient sql;
    private final JobResults results;

    LineQueries(JdbcClient sql, JobResults results) {
        this.sql = sql;
        this.results = results;
    }

    boolean exists(UUID order, int line) {
        return sql.sql("SELECT EXISTS (SELECT FROM order_line WHERE order_id = ? AND number = ?)").param(order)
                .param(line).query(Boolean.class).single();
    }

    private record Line(int number, String place, @Nullable String product, @Nullable String reference,
            @Nullable String refusal, JobState state) {}

    /** Lines of an order after the one with number {@code after}; null as {@code state}: in any. */
    List<OrderLineView> page(UUID order, @Nullable JobState state, int after, int limit) {
        List<Line> lines = sql.sql("""
                SELECT l.number, l.place, l.article_number AS product, l.reference, l.refusal, s.state
                FROM order_line l CROSS JOIN LATERAL (
                    SELECT %s AS state FROM (SELECT %s AS state FROM %s
                                             WHERE o.order_id = l.order_id AND o.line = l.number) AS output) s
                WHERE l.order_id = :order AND l.number > :after AND (:state::text IS NULL OR s.state = :state)
                ORDER BY l.number LIMIT :limit"""
                .formatted(LineStates.OF_LINE, LineStates.OF_OUTPUT, LineStates.OUTPUTS)).param("order", order)
                .param("after", after).param("state", state == null ? null : state.name()).param("limit", limit)
                .query(Line.class).list().stream().map(Objects::requireNonNull).toList();
        if (lines.isEmpty()) {
            return List.of();
        }
        Map<Integer, List<OrderLineView.Output>> outputs = outputs(order,
                lines.stream().map(Line::number).toList());
        return lines.stream().map(line -> new OrderLineView(line.number(), line.place(), line.product(),
                line.reference(), line.state(), outputs.getOrDefault(line.number(), List.of()),
                line.refusal() == null ? null : new OrderLineView.Reason(REFUSED, line.refusal()))).toList();
    }

    private Map<Integer, List<OrderLineView.Output>> outputs(UUID order, List<Integer> lines) {
        Map<Integer, List<OrderLineView.Output>> bare = new HashMap<>();
        sql.sql("""
                SELECT o.line, o.output_type, o.output_type_version, o.job_id, job.product_revision, %s AS state,
                       CASE WHEN o.state = 'PLANNED' THEN job.error_code ELSE o.error_code END AS error_code,
                       CASE WHEN o.state = 'PLANNED' THEN job.error_message ELSE o.error_message END AS error_message
                FROM %s WHERE o.order_id = :order AND o.line IN (:lines) ORDER BY o.line, o.place"""
                .formatted(LineStates.OF_OUTPUT, LineStates.OUTPUTS)).param("order", order).param("lines", lines)
                .query(row -> {
                    bare.computeIfAbsent(row.getInt("line"), line -> new ArrayList<>()).add(output(row));
                });
        Map<UUID, List<JobResults.Result>> made = results.of(bare.values().stream().flatMap(List::stream)
                .map(OrderLineView.Output::job).filter(Objects::nonNull).toList());
        bare.replaceAll((line, outputs) -> outputs.stream()
                .map(output -> output.job() == null
                        ? output
                        : new OrderLineView.Output(output.outputType(),
                                output.state(), output.job(), output.revision(),
                                made.getOrDefault(output.job(), List.of()), output.error()))
                .toList());
        return bare;
    }

    private static OrderLineView.Output output(ResultSet row) throws SQLException {
        return new OrderLineView.Output(
                new OutputVersion(row.getString("output_type"), row.getInt("output_type_version")),
                JobState.valueOf(row.getString("state")), row.getObject("job_id", UUID.class),
                row.getObject("product_revision", Integer.class), List.of(),
                OrderLineView.Reason.of(row.getString("error_code"), row.getString("error_message")));
    }
}
