package io.renderline.engine.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of a folder kept to a bound: the least recently used go first, what is pinned stays. */
final class CachedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CachedFiles.class);

    private final long maxBytes;
    private final SequencedMap<Path, Long> sizes = new LinkedHashMap<>();
    private final Map<Path, Integer> pins = new HashMap<>();
    private long totalBytes;

    /** Takes over what lies in {@code folder}, oldest first; unfinished downloads are removed. */
    CachedFiles(Path folder, long maxBytes) throws IOException {
        this.maxBytes = maxBytes;
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.sorted(Comparator.comparingLong(file -> file.toFile().lastModified())).toList();
        }
        for (Path file : found) {
            if (file.toString().endsWith(".part")) {
                Files.deleteIfExists(file);
            } else {
                added(file);
            }
        }
    }

    synchronized void pin(Path file) {
        pins.merge(file, 1, Integer::sum);
        Long size = sizes.get(file);
        if (size != null) {
            sizes.putLast(file, size);
        }
    }

    synchronized void unpin(Path file) {
        pins.computeIfPresent(file, (_, count) -> count == 1 ? null : count - 1);
        evict();
    }

    synchronized void added(Path file) throws IOException {
        Long replaced = sizes.putLast(file, Files.size(file));
        totalBytes += Files.size(file) - (replaced == null ? 0 : replaced);
        evict();
    }

    private void evict() {
        var oldestFirst = sizes.entrySet().iterator();
        while (totalBytes > maxBytes && oldestFirst.hasNext()) {
            Map.Entry<Path, Long> entry = oldestFirst.next();
            if (!pins.containsKey(entry.getKey())) {
                totalBytes -= entry.getValue();
                delete(entry.getKey());
                oldestFirst.remove();
            }
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("Could not remove {} from the input cache", file, e);
        }
    }
}
