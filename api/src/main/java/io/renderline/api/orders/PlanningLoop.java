package io.renderline.api.orders;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import io.renderline.api.background.SignalledLoop;
import io.renderline.api.tasks.JobsEnded;

/** Plans orders whenever something may wait, and looks at least once per poll for what other processes have left. */
@Component
class PlanningLoop extends SignalledLoop {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningLoop.class);
    /** Few at first, so that workers have something to do at once; then as many as a transaction should hold locks for. */
    private static final int FEW = 20;
    private static final int MANY = 200;

    private final OrderPlanner planner;
    private final OrderEndings endings;

    PlanningLoop(OrderPlanner planner, OrderEndings endings,
            @Value("${renderline.order.poll-millis:1000}") long pollMillis) {
        super("orders", Duration.ofMillis(pollMillis));
        this.planner = planner;
        this.endings = endings;
    }

    /** The last job of an order may be among them: then nobody waits for the next poll to hear of it. */
    @EventListener
    void ended(JobsEnded jobs) {
        if (endings.someLive()) {
            signalIn(endings.rest());
        }
    }

    @Override
    protected void round() {
        try {
            planAll();
            if (!endings.look()) {
                signalIn(endings.rest());
            }
        } catch (RuntimeException e) {
            // What waits now waits in the next round too: this must not end the only thread that plans
            LOG.warn("Orders wait: {}", e.getMessage());
            LOG.debug("Why orders wait", e);
        }
    }

    private void planAll() {
        int most = FEW;
        while (isCurrent() && planner.plan(most) > 0) {
            most = MANY;
            endings.look();
        }
    }
}
