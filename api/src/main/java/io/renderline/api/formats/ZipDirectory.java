package io.renderline.api.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;

import io.renderline.api.web.ProblemException;

/**
 * The central directory of a ZIP, read from the file's last bytes (PKWARE APPNOTE 4.3.12 and 4.3.16): the end record names
 * its size, and it ends where the end record begins.
 */
final class ZipDirectory {
    /** Enough for some ten thousand entries. */
    static final int TAIL_BYTES = 1024 * 1024;

    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_RECORD = 22;
    private static final int ENTRY_HEADER = 46;

    private ZipDirectory() {}

    /**
     * What the directory says of one file.
     *
     * @param stored whether it stands in the ZIP as it is
     */
    record Entry(String name, boolean encrypted, boolean stored) {
        boolean leavesFolder() {
            String path = name.replace('\\', '/');
            return path.startsWith("/") || path.contains(":") || List.of(path.split("/")).contains("..");
        }
    }

    static List<Entry> read(FileHead file, byte[] tail) {
        ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        int end = tail.length - END_RECORD;
        while (end >= 0 && bytes.getInt(end) != END_SIGNATURE) {
            end--;
        }
        if (end < 0) {
            throw FormatSniffer.damaged(file, "it is a ZIP whose directory, at its end, is missing");
        }
        int count = Short.toUnsignedInt(bytes.getShort(end + 10));
        long size = Integer.toUnsignedLong(bytes.getInt(end + 12));
        if (size > end) {
            throw broken(file);
        }
        List<Entry> entries = new ArrayList<>(count);
        int at = end - (int) size;
        for (int i = 0; i < count; i++) {
            if (at + ENTRY_HEADER > end || bytes.getInt(at) != ENTRY_SIGNATURE) {
                throw broken(file);
            }
            int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
            int extra = Short.toUnsignedInt(bytes.getShort(at + 30)) + Short.toUnsignedInt(bytes.getShort(at + 32));
            if (at + ENTRY_HEADER + nameLength + extra > end) {
                throw broken(file);
            }
            entries.add(new Entry(new String(tail, at + ENTRY_HEADER, nameLength, StandardCharsets.UTF_8),
                    (bytes.getShort(at + 8) & 1) != 0, bytes.getShort(at + 10) == ZipEntry.STORED));
            at += ENTRY_HEADER + nameLength + extra;
        }
        return entries;
    }

    private static ProblemException broken(FileHead file) {
        return FormatSniffer.damaged(file, "it is a ZIP whose directory cannot be read");
    }
}
