package io.renderline.api.orders;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How far an order is. It follows from its lines. */
enum OrderState {
    /** Nothing of it has started. */
    QUEUED,
    /** Something of it has started. */
    RUNNING,
    /** All that is still wanted is made. */
    SUCCEEDED,
    /** Every line has ended; some have failed and some have not. */
    PARTLY_FAILED,
    /** Every line has ended, and none has succeeded. */
    FAILED,
    /** Given up by the client. */
    CANCELLED;

    /** {@code ('QUEUED', 'RUNNING')}: every state that an order can still leave by itself. */
    static final String LIVE = Arrays.stream(values()).filter(OrderState::isLive).map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", "(", ")"));

    /** Whether it goes on by itself. */
    boolean isLive() {
        return this == QUEUED || this == RUNNING;
    }

    /**
     * The state of an order.
     *
     * @param cancelled whether the client has given the order up
     */
    static OrderState of(StateCounts lines, StateCounts outputs, boolean cancelled) {
        if (outputs.live() > 0) {
            return outputs.running() > 0 || outputs.ended() > 0 ? RUNNING : QUEUED;
        }
        if (cancelled && lines.cancelled() > 0) {
            return CANCELLED;
        }
        if (lines.failed() > 0) {
            return lines.succeeded() > 0 ? PARTLY_FAILED : FAILED;
        }
        return lines.succeeded() > 0 ? SUCCEEDED : CANCELLED;
    }
}
