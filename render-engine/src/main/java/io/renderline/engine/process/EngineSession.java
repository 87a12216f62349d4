package io.renderline.engine.process;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;

import tools.jackson.core.JacksonException;

/**
 * One engine process and the connection to it. It serves one request at a time, and is for one thread at a time;
 * {@link #kill} may be called from any.
 */
public final class EngineSession implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSession.class);
    private static final int PROTOCOL = 1;

    private final EngineKind kind;
    private final SocketChannel channel;
    private final SessionReader reader;
    private final SessionMessage.Hello hello;
    private volatile boolean hungUp;
    private long lastId;

    private EngineSession(EngineKind kind, SocketChannel channel, SessionReader reader, SessionMessage.Hello hello) {
        this.kind = kind;
        this.channel = channel;
        this.reader = reader;
        this.hello = hello;
    }

    /**
     * Connects to a zygote, which makes a process for this session.
     *
     * @throws TaskFailedException when the process does not greet in time
     */
    static EngineSession connect(EngineKind kind, Path socket, Duration timeout)
            throws IOException, InterruptedException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        try {
            SessionReader reader = SessionReader.start(kind, channel);
            SessionMessage first = reader.next(timeout);
            if (first instanceof SessionMessage.Hello hello && hello.protocol() == PROTOCOL) {
                return new EngineSession(kind, channel, reader, hello);
            }
            throw new TaskFailedException(FailureCode.ENGINE_CRASHED,
                    kind.title() + " did not start a process for this task (" + first + "). It is tried again.");
        } catch (InterruptedException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The operating system's id of the process. */
    public long pid() {
        return hello.pid();
    }

    /** Done when the process has ended. */
    public CompletableFuture<?> ended() {
        return ProcessHandle.of(pid()).<CompletableFuture<?>>map(ProcessHandle::onExit)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    /** Whether the process was still connected when last heard of. */
    public boolean isAlive() {
        return !hungUp && !reader.hasEnded();
    }

    /**
     * Asks and waits for the answer. After anything but an answer or a refusal by the engine the session is dead.
     *
     * @param timeout how long it may take before the process is killed
     * @throws TaskFailedException with the engine's own code, {@code TIMEOUT}, or {@code ENGINE_CRASHED}
     * @throws InterruptedException when this thread was interrupted; the process is killed
     */
    public <R> R call(EngineRequest<R> request, Duration timeout, ProgressListener progress)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long id = ++lastId;
        reader.adoptLogContext();
        try {
            send(new EngineRequest.Envelope(id, request.op(), request));
            while (true) {
                SessionMessage message = reader.next(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
                switch (message) {
                    case SessionMessage.Progress step when step.id() == id ->
                        progress.onProgress(step.fraction(), step.message() == null ? "" : step.message());
                    case SessionMessage.Done done when done.id() == id -> {
                        return read(request, done);
                    }
                    case SessionMessage.Failed failed -> throw refusal(failed);
                    case null -> throw noAnswer(request, timeout);
                    default -> LOG.debug("Passing over {}", message);
                }
            }
        } catch (IOException e) {
            TaskFailedException crash = crash(request, e);
            kill();
            throw crash;
        } catch (InterruptedException e) {
            kill();
            throw e;
        }
    }

    private void send(EngineRequest.Envelope envelope) throws IOException {
        String line = SessionMessage.MAPPER.writeValueAsString(envelope) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private <R> R read(EngineRequest<R> request, SessionMessage.Done done) {
        try {
            return SessionMessage.MAPPER.treeToValue(done.result(), request.answer());
        } catch (JacksonException e) {
            throw new TaskFailedException(FailureCode.ENGINE_ERROR,
                    kind.title() + " answered something that is not understood: " + e.getOriginalMessage(), e);
        }
    }

    private static TaskFailedException refusal(SessionMessage.Failed failed) {
        FailureCode code;
        try {
            code = FailureCode.valueOf(failed.code());
        } catch (IllegalArgumentException e) {
            code = FailureCode.ENGINE_ERROR;
        }
        return new TaskFailedException(code, failed.message());
    }

    private TaskFailedException noAnswer(EngineRequest<?> request, Duration timeout) {
        if (hungUp || reader.hasEnded()) {
            return crash(request, null);
        }
        kill();
        return new TaskFailedException(FailureCode.TIMEOUT, kind.title() + " was killed after " + timeout.toSeconds()
                + " s at work on " + subject(request) + ". Ask for less (fewer samples, a smaller picture, a coarser"
                + " model) or allow more time.");
    }

    private TaskFailedException crash(EngineRequest<?> request, @Nullable Exception cause) {
        if (hungUp) {
            return new TaskFailedException(FailureCode.WORKER_LOST,
                    kind.title() + " was killed at work on " + subject(request) + ".", cause);
        }
        LOG.warn("{}, process {}, ended by itself at work on {}; its last words:\n{}", kind.title(), pid(),
                subject(request), String.join("\n", reader.lastLines()));
        return new TaskFailedException(FailureCode.ENGINE_CRASHED,
                kind.title() + "'s process ended by itself at work on "
                        + subject(request) + ". It may have run out of memory; the worker's log has its last words.",
                cause);
    }

    private static String subject(EngineRequest<?> request) {
        String subject = request.subject();
        return subject == null ? request.op() : subject;
    }

    /** Ends the process at once. Doing it again changes nothing. */
    public void kill() {
        // A process that has ended may have left its id to a stranger.
        if (isAlive()) {
            ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        close();
    }

    /** Hangs up; the process ends by that. */
    @Override
    public void close() {
        hungUp = true;
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Hanging up on process {}", pid(), e);
        }
    }
}
