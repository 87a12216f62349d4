package io.renderline.engine.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;

/**
 * Keeps a process that has imported an engine, from which sessions are forked: when it dies it is started again, after a
 * pause that doubles while it keeps dying.
 */
public final class Zygote implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Zygote.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration GREETING_TIMEOUT = Duration.ofSeconds(60);

    private final EngineKind kind;
    private final EngineCommand command;
    private final Path socketFolder;
    private final Duration startTimeout;
    private final Thread keeper;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable ZygoteProcess current;
    private @Nullable String version;
    private boolean closed;

    /** A zygote that is not started yet. */
    public Zygote(EngineKind kind, EngineCommand command, Path socketFolder, Duration startTimeout) {
        this.kind = kind;
        this.command = command;
        this.socketFolder = socketFolder;
        this.startTimeout = startTimeout;
        this.keeper = Thread.ofVirtual().name("zygote-keeper-" + kind.label()).unstarted(this::keep);
    }

    /** Starts it, without waiting for it. */
    public void start() {
        keeper.start();
    }

    public EngineKind kind() {
        return kind;
    }

    /** Whether sessions can be opened now. */
    public boolean isUp() {
        lock.lock();
        try {
            return current != null && current.isAlive();
        } finally {
            lock.unlock();
        }
    }

    /** The engine's version, once it has been up. */
    public Optional<String> version() {
        lock.lock();
        try {
            return Optional.ofNullable(version);
        } finally {
            lock.unlock();
        }
    }

    /** The process id, while it is up. */
    public Optional<Long> pid() {
        lock.lock();
        try {
            return Optional.ofNullable(current).map(ZygoteProcess::pid);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Opens a session: a fresh process of its own.
     *
     * @throws TaskFailedException {@code ENGINE_CRASHED} when there is no zygote to be had
     */
    public EngineSession open() throws InterruptedException {
        ZygoteProcess process = awaitUp();
        try {
            return EngineSession.connect(kind, process.socket(), GREETING_TIMEOUT);
        } catch (IOException e) {
            throw new TaskFailedException(FailureCode.ENGINE_CRASHED,
                    kind.title() + " could not be reached. It is started anew, and the task tried again.", e);
        }
    }

    private ZygoteProcess awaitUp() throws InterruptedException {
        long nanos = startTimeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (current == null && !closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (current == null) {
                throw new TaskFailedException(FailureCode.ENGINE_CRASHED,
                        kind.title() + " is not running. The worker's log says why it does not start.");
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private void keep() {
        Duration pause = FIRST_PAUSE;
        for (int run = 1; !isClosed(); run++) {
            try {
                if (runOnce(run)) {
                    pause = FIRST_PAUSE;
                }
                pause(pause);
            } catch (InterruptedException e) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
        }
    }

    private void pause(Duration pause) throws InterruptedException {
        long nanos = pause.toNanos();
        lock.lockInterruptibly();
        try {
            while (!closed && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs it until it ends; whether it ever got ready. */
    private boolean runOnce(int run) throws InterruptedException {
        ZygoteProcess process = null;
        try {
            process = ZygoteProcess.start(kind, command, socketFolder.resolve(kind.label() + run));
            ZygoteProcess.Announcement ready = process.awaitReady(startTimeout);
            become(process, ready.version());
            LOG.info("{} {} is ready, process {}", kind.title(), ready.version(), ready.pid());
            int exit = process.awaitEnd();
            if (!isClosed()) {
                LOG.warn("{}'s first process has ended with {}; its last words: {}", kind.title(), exit,
                        process.lastLines());
            }
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error("{} does not start: {}", kind.title(), e.getMessage());
            return false;
        } finally {
            become(null, null);
            if (process != null) {
                process.end();
            }
        }
    }

    private void become(@Nullable ZygoteProcess process, @Nullable String itsVersion) {
        lock.lock();
        try {
            current = process;
            version = itsVersion == null ? version : itsVersion;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the process, and with it all sessions. */
    @Override
    public void close() {
        ZygoteProcess process;
        lock.lock();
        try {
            closed = true;
            process = current;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (process != null) {
            process.end();
        }
        keeper.interrupt();
    }
}
