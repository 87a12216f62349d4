package io.renderline.engine.consume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.messaging.PublishFailedException;
import io.renderline.core.trace.LogContext;

/**
 * The work of one batch that goes on beside the engine: finishing pictures, and events on their way to the broker. The
 * batch is done only when all of it is.
 */
final class TaskReports {
    private static final Logger LOG = LoggerFactory.getLogger(TaskReports.class);
    /** Raw pictures that wait to be encoded take memory and disk: the engine waits when there are so many. */
    private static final int MOST_UNFINISHED = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Executor threads;
    private final BooleanSupplier stillOurs;
    private final Semaphore unfinished = new Semaphore(MOST_UNFINISHED);
    private final List<CompletableFuture<Void>> all = new ArrayList<>();
    private volatile boolean handedBack;

    /** Something to tell the broker. */
    @FunctionalInterface
    interface Report {
        void send() throws InterruptedException;
    }

    /**
     * For one batch.
     *
     * @param stillOurs whether the broker still holds the batch for this worker; when not, reports are given up
     */
    TaskReports(Executor threads, BooleanSupplier stillOurs) {
        this.threads = threads;
        this.stillOurs = stillOurs;
    }

    /** Whether what is still done for the batch is of use. */
    boolean isOurs() {
        return stillOurs.getAsBoolean();
    }

    /** Sends a report without waiting for it. */
    CompletableFuture<Void> sendBeside(Report report) {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(LogContext.carriedTo(() -> sendPatiently(report)),
                threads);
        all.add(sent);
        return sent;
    }

    /** Does {@code work} beside the engine, as soon as not too much of it is under way. */
    void finishBeside(Runnable work) throws InterruptedException {
        unfinished.acquire();
        all.add(CompletableFuture.runAsync(LogContext.carriedTo(work), threads)
                .whenComplete((_, _) -> unfinished.release()));
    }

    /**
     * Sends a report, again and again until the broker has it: handing the batch back instead would count as a delivery,
     * and a few of these end in the dead letters.
     *
     * @throws PublishFailedException when the batch is not this worker's any more
     */
    void sendPatiently(Report report) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                report.send();
                return;
            } catch (PublishFailedException e) {
                if (!stillOurs.getAsBoolean()) {
                    throw e;
                }
                LOG.warn("An event is sent once more: {}", e.getMessage());
                pause(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PublishFailedException("Interrupted while sending an event", e);
            }
        }
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishFailedException("Interrupted while sending an event", e);
        }
    }

    /** The batch, or what is left of it, is for another worker. */
    void handBack() {
        handedBack = true;
    }

    /** Waits for all of it; whether every task has its outcome and every event is confirmed. */
    boolean awaitAll() throws InterruptedException {
        boolean confirmed = true;
        for (CompletableFuture<Void> one : all) {
            try {
                one.get();
            } catch (ExecutionException | CompletionException e) {
                confirmed = false;
                LOG.warn("Not everything of a batch could be reported: {}", String.valueOf(e.getCause()));
            }
        }
        return confirmed && !handedBack;
    }
}
