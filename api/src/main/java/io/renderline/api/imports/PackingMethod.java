package io.renderline.api.imports;

import java.util.Map;
import java.util.zip.ZipEntry;

/** How a file is packed in a ZIP (PKWARE APPNOTE 4.4.5). */
final class PackingMethod {
    private static final Map<Integer, String> NAMES = Map.of(1, "shrink", 6, "implode", 9, "deflate64", 12, "bzip2", 14,
            "LZMA", 93, "Zstandard",
            95, "XZ");

    private PackingMethod() {}

    /** Whether files that are packed so can be read. */
    static boolean isRead(int method) {
        return method == ZipEntry.STORED || method == ZipEntry.DEFLATED;
    }

    static String named(int method) {
        return NAMES.getOrDefault(method, "method " + method);
    }
}
