package io.renderline.engine.device;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.task.Lane;

/**
 * A device that one view of all processes of a host renders on: a lock on a file, which the operating system gives back
 * when its holder dies. Waiting is done in the kernel, not by asking again and again, so that who gives the lock back and
 * wants it again at once does not win each time. There must be one instance for a file in a process.
 */
public final class HostWideLock implements DeviceLock {
    private static final Logger LOG = LoggerFactory.getLogger(HostWideLock.class);

    // Java refuses a second lock of one process on a file, so that threads queue here first.
    private final DeviceLine withinProcess = new DeviceLine(1);
    private final Path file;

    /** A lock on {@code folder}'s file for the device. */
    public HostWideLock(Path folder, String device) throws IOException {
        this.file = Files.createDirectories(folder).resolve(device.replaceAll("[^A-Za-z0-9.-]", "_") + ".lock");
    }

    @Override
    public Held acquire(Lane lane) throws IOException, InterruptedException {
        withinProcess.enter(lane);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return held(channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            withinProcess.leave();
            if (e instanceof FileLockInterruptionException || e instanceof ClosedByInterruptException) {
                Thread.interrupted();
                throw (InterruptedException) new InterruptedException("Interrupted waiting for " + file).initCause(e);
            }
            throw e;
        }
    }

    @Override
    public boolean isFree() throws IOException {
        if (!withinProcess.tryEnter()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } finally {
            withinProcess.leave();
        }
    }

    private Held held(FileChannel channel) {
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                try {
                    channel.close();
                } catch (IOException e) {
                    LOG.warn("Could not give back {}", file, e);
                } finally {
                    withinProcess.leave();
                }
            }
        };
    }
}
