package io.renderline.engine.film;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP of frames, stored as they are: pictures do not get smaller by being packed. */
public final class FrameArchive {
    /** The first time that a ZIP can name: the same frames make the same bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FrameArchive() {}

    /** Writes {@code frames}, by their names in the ZIP, to {@code target}. */
    public static void write(SortedMap<String, Path> frames, Path target) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
            for (var frame : frames.entrySet()) {
                ZipEntry entry = new ZipEntry(frame.getKey());
                entry.setMethod(ZipEntry.STORED);
                entry.setTimeLocal(NO_TIME);
                entry.setSize(Files.size(frame.getValue()));
                entry.setCrc(checksum(frame.getValue()));
                zip.putNextEntry(entry);
                Files.copy(frame.getValue(), zip);
            }
        }
    }

    private static long checksum(Path file) throws IOException {
        CRC32 sum = new CRC32();
        try (CheckedInputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sum.getValue();
    }
}
