package io.renderline.engine.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Reads a session's connection on a thread of its own: messages go to whoever waits, chatter goes to the log. */
final class SessionReader {
    private static final Logger LOG = LoggerFactory.getLogger(SessionReader.class);
    private static final int BUFFER_BYTES = 64 * 1024;

    // Empty means that the connection has ended: nothing follows it.
    private final BlockingQueue<Optional<SessionMessage>> messages = new LinkedBlockingQueue<>();
    private final SocketChannel channel;
    private final EngineLog log;
    private volatile Map<String, String> logContext = Map.of();
    private volatile boolean ended;

    private SessionReader(SocketChannel channel, EngineLog log) {
        this.channel = channel;
        this.log = log;
    }

    static SessionReader start(EngineKind kind, SocketChannel channel) {
        SessionReader reader = new SessionReader(channel, new EngineLog(kind));
        reader.adoptLogContext();
        Thread.ofVirtual().name("session-reader").start(reader::run);
        return reader;
    }

    /** From now on the chatter is logged with the diagnostic context of the calling thread. */
    void adoptLogContext() {
        Map<String, String> current = MDC.getCopyOfContextMap();
        logContext = current == null ? Map.of() : current;
    }

    /** The next message; null when there is none in time or the connection has ended. */
    @Nullable
    SessionMessage next(Duration timeout) throws InterruptedException {
        if (ended && messages.isEmpty()) {
            return null;
        }
        Optional<SessionMessage> next = messages.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return next == null ? null : next.orElse(null);
    }

    boolean hasEnded() {
        return ended;
    }

    List<String> lastLines() {
        return log.lastLines();
    }

    private void run() {
        LineSplitter splitter = new LineSplitter(this::onLine);
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (channel.read(buffer) >= 0) {
                splitter.accept(buffer.flip());
                buffer.clear();
            }
            splitter.flush();
        } catch (IOException e) {
            LOG.debug("A session's connection has ended: {}", e.toString());
        } finally {
            ended = true;
            messages.add(Optional.empty());
        }
    }

    private void onLine(String line) {
        Optional<SessionMessage> message = SessionMessage.parse(line);
        if (message.isPresent()) {
            messages.add(message);
        } else {
            MDC.setContextMap(logContext);
            log.add(line);
        }
    }
}
