package io.renderline.engine.report;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;

import io.renderline.core.message.TaskAssignment;
import io.renderline.core.message.TaskProgress;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.Topology;
import io.renderline.engine.process.ProgressListener;

/**
 * Reports how far tasks are, from a thread of its own: a broker that is slow or away costs progress, never rendering time.
 */
public final class ProgressReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
    private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int WAITING = 64;

    private final ConfirmingPublisher publisher;
    private final LongSupplier nanoClock;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING), Thread.ofVirtual().name("progress-").factory(),
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * A reporter.
     *
     * @param nanoClock a clock like {@link System#nanoTime}
     */
    public ProgressReporter(ConfirmingPublisher publisher, LongSupplier nanoClock) {
        this.publisher = publisher;
        this.nanoClock = nanoClock;
    }

    /**
     * Reports one task, four times a second at most. What has ended before the first quarter of a second is over has no
     * progress of interest: its result is on the way. For one thread.
     */
    public ProgressListener of(TaskAssignment task) {
        return new ProgressListener() {
            private long next = nanoClock.getAsLong() + INTERVAL_NANOS;

            @Override
            public void onProgress(double fraction, String message) {
                long now = nanoClock.getAsLong();
                if (now - next >= 0) {
                    next = now + INTERVAL_NANOS;
                    sender.execute(() -> send(new TaskProgress(task.taskId(), task.attempt(), fraction, message)));
                }
            }
        };
    }

    private void send(TaskProgress progress) {
        try {
            publisher.publishTransient(
                    new ConfirmingPublisher.Outgoing(Topology.REPORTS, Topology.PROGRESS, progress));
        } catch (AmqpException e) {
            LOG.debug("Progress of {} was not sent: {}", progress.taskId(), e.toString());
        }
    }

    @Override
    public void close() {
        sender.shutdownNow();
    }
}
