package io.renderline.api.orders;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notices that orders have ended, and gives up what is left of cancelled ones. Counting may take a twentieth of the time. */
@Component
class OrderEndings {
    private static final int SHARE = 20;

    private final JdbcClient sql;
    private final OrderCounting counting;
    private final OrderCancellation cancellation;
    private final Clock clock;
    private volatile Instant next = Instant.EPOCH;
    private volatile boolean someLive;

    OrderEndings(JdbcClient sql, OrderCounting counting, OrderCancellation cancellation, Clock clock) {
        this.sql = sql;
        this.counting = counting;
        this.cancellation = cancellation;
        this.clock = clock;
    }

    private record LiveOrder(UUID id, boolean cancelling) {}

    /** Whether an order lived when they were looked at last, so that the end of a job may be the end of an order. */
    boolean someLive() {
        return someLive;
    }

    /** How long it is too early to count. */
    Duration rest() {
        Duration left = Duration.between(clock.instant(), next);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Looks at what is being cancelled, and at all live orders unless it is too early for that.
     *
     * @return false when it was too early
     */
    boolean look() {
        List<LiveOrder> live = sql.sql("SELECT id, cancelling FROM render_order WHERE state IN " + OrderState.LIVE
                + " ORDER BY created_at").query(LiveOrder.class).list().stream().map(Objects::requireNonNull).toList();
        for (LiveOrder order : live) {
            if (order.cancelling()) {
                cancellation.giveUpRest(order.id());
                counting.count(order.id());
            }
        }
        someLive = !live.isEmpty();
        if (!someLive) {
            return true;
        }
        if (!rest().isZero()) {
            return false;
        }
        Instant begun = clock.instant();
        live.forEach(order -> counting.count(order.id()));
        Instant done = clock.instant();
        next = done.plus(Duration.between(begun, done).multipliedBy(SHARE));
        return true;
    }
}
