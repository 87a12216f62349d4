package io.renderline.api.orders;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.JobState;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TraceParent;

import tools.jackson.databind.json.JsonMapper;

/** Writes new orders. Rows travel as one JSON array per statement. */
@Component
class OrderTable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int ROWS = 10_000;

    private final JdbcClient sql;
    private final Clock clock;

    OrderTable(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Writes an order with all its lines, in the transaction of whoever calls. */
    void insert(UUID id, List<AcceptedLine> lines, OrderWishes wishes) {
        TraceParent trace = LogContext.trace();
        OrderCounts counts = atFirst(lines);
        sql.sql("""
                INSERT INTO render_order (id, name, state, priority, counts, counted_at, traceparent, created_at)
                VALUES (:id, :name, 'QUEUED', :priority, :counts::jsonb, :now, :trace, :now)""").param("id", id)
                .param("name", wishes.name()).param("trace", trace == null ? null : trace.text())
                .param("priority", wishes.priority() == null ? null : wishes.priority().rank())
                .param("counts", MAPPER.writeValueAsString(counts)).param("now", now()).update();
        for (int start = 0; start < lines.size(); start += ROWS) {
            insert(id, lines.subList(start, Math.min(lines.size(), start + ROWS)));
        }
    }

    private void insert(UUID id, List<AcceptedLine> lines) {
        record Output(int line, int place, String name, int version, int first) {}
        List<Output> outputs = new ArrayList<>();
        for (AcceptedLine line : lines) {
            int place = 0;
            for (AcceptedLine.Output output : line.outputs()) {
                outputs.add(new Output(line.number(), place++, output.name(), output.version(), line.firstLine()));
            }
        }
        sql.sql("""
                INSERT INTO order_line (order_id, number, place, article_number, reference, refusal)
                SELECT :id, number, place, product, reference, refusal FROM jsonb_to_recordset(:lines::jsonb)
                     AS l(number integer, place text, product text, reference text, refusal text)""").param("id", id)
                .param("lines", MAPPER.writeValueAsString(lines)).update();
        sql.sql("""
                INSERT INTO order_output (order_id, line, place, output_type, output_type_version, first_line, state)
                SELECT :id, line, place, name, version, first, 'WAITING' FROM jsonb_to_recordset(:outputs::jsonb)
                     AS o(line integer, place integer, name text, version integer, first integer)""").param("id", id)
                .param("outputs", MAPPER.writeValueAsString(outputs)).update();
    }

    private static OrderCounts atFirst(List<AcceptedLine> lines) {
        int refused = (int) lines.stream().filter(line -> line.refusal() != null).count();
        int outputs = lines.stream().mapToInt(line -> line.outputs().size()).sum();
        return new OrderCounts(
                StateCounts.of(Map.of(JobState.QUEUED, lines.size() - refused, JobState.FAILED, refused)),
                StateCounts.of(Map.of(JobState.QUEUED, outputs)), 0);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
