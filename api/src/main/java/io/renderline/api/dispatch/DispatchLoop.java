package io.renderline.api.dispatch;

import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import io.renderline.core.messaging.PublishFailedException;
import io.renderline.core.task.Queue;

/** Runs the dispatcher whenever something may have become ready, and at least once per poll. */
@Component
class DispatchLoop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

    private final TaskDispatcher dispatcher;
    private final DispatchProperties properties;
    private final Semaphore signals = new Semaphore(0);
    private volatile @Nullable Thread thread;

    DispatchLoop(TaskDispatcher dispatcher, DispatchProperties properties) {
        this.dispatcher = dispatcher;
        this.properties = properties;
    }

    /** Something may have become ready, or a window may have got room. Returns at once. */
    void signal() {
        signals.release();
    }

    @Override
    public void start() {
        // Known before it runs: it ends as soon as it is not the current one
        Thread created = Thread.ofPlatform().name("dispatch").daemon().unstarted(this::run);
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
            while (Thread.currentThread().equals(thread)) {
                boolean signalled = signals.tryAcquire(properties.poll().toMillis(), TimeUnit.MILLISECONDS);
                if (signalled) {
                    signals.drainPermits();
                }
                queuesWithWork().forEach(this::dispatch);
            }
        } catch (InterruptedException e) {
            LOG.debug("Dispatching ends", e);
        }
    }

    /** All queues are looked at together: an idle api has one statement a poll to run. */
    private Set<Queue> queuesWithWork() {
        try {
            return dispatcher.queuesWithWork();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Nothing was dispatched: {}", e.getMessage());
            LOG.debug("Why nothing was dispatched", e);
            return Set.of();
        }
    }

    /** What is not dispatched now stays READY: the next round tries it again. */
    private void dispatch(Queue queue) {
        try {
            dispatcher.dispatch(queue);
        } catch (PublishFailedException | AmqpException | DataAccessException | TransactionException e) {
            LOG.warn("Nothing was dispatched to {}: {}", queue.amqpName(), e.getMessage());
            LOG.debug("Why nothing was dispatched", e);
        } catch (RuntimeException e) {
            // A defect with one queue must not end the only thread that dispatches to all.
            LOG.error("Nothing was dispatched to {}", queue.amqpName(), e);
        }
    }
}
