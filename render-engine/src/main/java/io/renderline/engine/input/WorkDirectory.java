package io.renderline.engine.input;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * The worker's folder on the local disk. It belongs to one worker at a time, which a lock holds, since a worker that
 * starts removes the scratch files of the one before it.
 */
public final class WorkDirectory implements AutoCloseable {
    private final Path root;
    private final Path scratch;
    private final Path sessions;
    private final FileChannel owner;

    private WorkDirectory(Path root, FileChannel owner) throws IOException {
        this.root = root;
        this.owner = owner;
        this.scratch = emptied(root.resolve("scratch"));
        this.sessions = emptied(root.resolve("sessions"));
    }

    private static Path emptied(Path folder) throws IOException {
        FileSystemUtils.deleteRecursively(folder);
        return Files.createDirectories(folder);
    }

    /**
     * Takes the folder, making it when it does not exist, and removes what an earlier worker left.
     *
     * @throws IOException with a sentence when another worker has it
     */
    public static WorkDirectory open(Path folder) throws IOException {
        Path root = Files.createDirectories(folder).toRealPath();
        FileChannel owner = FileChannel.open(root.resolve("owner.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (lock(owner) == null) {
            owner.close();
            throw new IOException("The work folder " + root + " is in use by another worker. Give each worker its own"
                    + " with RENDERLINE_WORK_DIR.");
        }
        return new WorkDirectory(root, owner);
    }

    private static @Nullable FileLock lock(FileChannel owner) throws IOException {
        try {
            return owner.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    public Path root() {
        return root;
    }

    /** A new, empty folder for one task. */
    public Scratch newScratch() throws IOException {
        return newFolder(scratch);
    }

    /** A new, empty folder for one session, which outlives its tasks. */
    public Scratch newSessionFolder() throws IOException {
        return newFolder(sessions);
    }

    private static Scratch newFolder(Path parent) throws IOException {
        return new Scratch(Files.createDirectory(parent.resolve(UUID.randomUUID().toString())));
    }

    @Override
    public void close() throws IOException {
        owner.close();
    }
}
