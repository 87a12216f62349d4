package io.renderline.core.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;

import io.renderline.core.key.Sha256;

/**
 * Knows which files have the bytes that their hash says. A file is hashed once, and again only when its size or time of
 * change is another: hashing a large scene for every view would take longer than the view.
 */
public final class VerifiedFiles {
    private static final int KEPT = 4_096;

    private final Map<Sha256, Stamp> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Stamp> eldest) {
            return size() > KEPT;
        }
    };

    private record Stamp(Path file, long size, FileTime changed) {
        private static Stamp of(Path file) throws IOException {
            return new Stamp(file, Files.size(file), Files.getLastModifiedTime(file));
        }
    }

    /** Whether {@code file} has the bytes that {@code hash} names. */
    public boolean isSound(Sha256 hash, Path file) throws IOException {
        Stamp stamp = Stamp.of(file);
        synchronized (this) {
            if (stamp.equals(known.get(hash))) {
                return true;
            }
        }
        if (!Sha256.of(file).equals(hash)) {
            return false;
        }
        synchronized (this) {
            known.put(hash, stamp);
        }
        return true;
    }
}
