package io.renderline.api.orders;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Plans orders whenever something may wait, and looks at least once per poll for what other processes have left. */
@Component
class PlanningLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningLoop.class);
    /** Few at first, so that workers have something to do at once; then as many as a transaction should hold locks for. */
    private static final int FEW = 20;
    private static final int MANY = 200;

    private final OrderPlanner planner;
    private final OrderEndings endings;
    private final long pollMillis;
    private final Semaphore signals = new Semaphore(0);
    private volatile @Nullable Thread thread;

    PlanningLoop(OrderPlanner planner, OrderEndings endings,
            @Value("${renderline.order.poll-millis:1000}") long pollMillis) {
        this.planner = planner;
        this.endings = endings;
        this.pollMillis = pollMillis;
    }

    /** Something may wait. Returns at once. */
    void signal() {
        signals.release();
    }

    @Override
    public void start() {
        // Known before it runs: it ends as soon as it is not the current one
        Thread created = Thread.ofPlatform().name("orders").daemon().unstarted(this::run);
        thread = created;
        created.start();
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (isCurrent()) {
                if (signals.tryAcquire(pollMillis, TimeUnit.MILLISECONDS)) {
                    signals.drainPermits();
                }
                try {
                    planAll();
                    endings.look();
                } catch (RuntimeException e) {
                    // What waits now waits in the next round too: this must not end the only thread that plans
                    LOG.warn("Orders wait: {}", e.getMessage());
                    LOG.debug("Why orders wait", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Planning ends", e);
        }
    }

    private void planAll() {
        int most = FEW;
        while (isCurrent() && planner.plan(most) > 0) {
            most = MANY;
        }
    }

    private boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }
}
