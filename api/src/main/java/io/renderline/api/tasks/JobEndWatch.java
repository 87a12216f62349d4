package io.renderline.api.tasks;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lets clients wait for the end of a job: one question instead of dozens, which would take processor time from what they
 * wait for. An end that this api process has brought about is told at once; one of another process is found by looking.
 */
@Component
public class JobEndWatch implements SmartLifecycle {
    /** So late may the end of a job be noticed that another api process has ended. */
    private static final Duration LOOK = Duration.ofMillis(500);

    private final JdbcClient jdbc;
    private final Duration look;
    private final Map<UUID, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile boolean running;

    /** So many wait for the end of a job. */
    private record Waiting(CountDownLatch ended, int clients) {
        Waiting with(int change) {
            return new Waiting(ended, clients + change);
        }
    }

    @Autowired
    JobEndWatch(JdbcClient jdbc) {
        this(jdbc, LOOK);
    }

    /** @param look how often the database is asked while nothing is told */
    JobEndWatch(JdbcClient jdbc, Duration look) {
        this.jdbc = jdbc;
        this.look = look;
    }

    /** Returns when the job has ended, is not there, {@code most} is over, or this process stops. */
    public void await(UUID job, Duration most) throws InterruptedException {
        long deadline = System.nanoTime() + most.toNanos();
        // Known before the job is looked at: an end in between is told.
        CountDownLatch ended = enter(job);
        try {
            long left = deadline - System.nanoTime();
            while (left > 0 && running && isLive(job)
                    && !ended.await(Math.min(left, look.toNanos()), TimeUnit.NANOSECONDS)) {
                left = deadline - System.nanoTime();
            }
        } finally {
            leave(job, ended);
        }
    }

    /** How many jobs are waited for. */
    int awaited() {
        return waiting.size();
    }

    @EventListener
    void ended(JobsEnded jobs) {
        jobs.jobs().forEach(this::tell);
    }

    private void tell(UUID job) {
        Waiting told = waiting.remove(job);
        if (told != null) {
            told.ended().countDown();
        }
    }

    private boolean isLive(UUID job) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM job WHERE id = ? AND state IN %s)".formatted(SqlStates.LIVE_JOBS))
                .param(job).query(Boolean.class).single();
    }

    private CountDownLatch enter(UUID job) {
        return waiting.merge(job, new Waiting(new CountDownLatch(1), 1), (known, _) -> known.with(1)).ended();
    }

    private void leave(UUID job, CountDownLatch ended) {
        waiting.computeIfPresent(job,
                (_, known) -> !known.ended().equals(ended) ? known : known.clients() == 1 ? null : known.with(-1));
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server, which waits for the requests that it has. */
    @Override
    public void stop() {
        running = false;
        waiting.keySet().forEach(this::tell);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
