package io.renderline.api.formats;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

import io.renderline.core.media.ModelFormat;

/**
 * STL. Its text form is {@code solid … endsolid}; its binary form has 80 bytes of anything (even of {@code solid}), the
 * number of triangles, and 50 bytes for each. Nothing but that size tells a binary STL, so this reader is asked last.
 */
final class StlFormat implements FormatReader {
    private static final int HEADER = 84;
    private static final int COUNT_OFFSET = 80;
    private static final int TRIANGLE = 50;
    private static final int TAIL_BYTES = 4096;

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.isText() && isText(file)) {
            return Optional.of(new RecognisedFile(ModelFormat.STL, TAIL_BYTES, (size, tail) -> {
                if (!new String(tail, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT).contains("endsolid")) {
                    throw FormatSniffer.damaged(file, "it ends before its last line, endsolid");
                }
            }));
        }
        if (file.isText() || file.length() < HEADER) {
            return Optional.empty();
        }
        long triangles = file.unsignedInt(COUNT_OFFSET);
        long expected = HEADER + TRIANGLE * triangles;
        boolean whole = file.length() < FormatSniffer.HEAD_BYTES;
        if (triangles == 0 || (whole && file.length() > expected)) {
            return Optional.empty();
        }
        return Optional.of(new RecognisedFile(ModelFormat.STL, 0, (size, tail) -> {
            if (size != expected) {
                throw named(file)
                        ? FormatSniffer.damaged(file, "as an STL of " + triangles + " triangles it would have "
                                + expected + " bytes, but it has " + size)
                        : FormatSniffer.notAModel(file, "its content is of no known kind");
            }
        }));
    }

    private static boolean isText(FileHead file) {
        String text = file.text().toLowerCase(Locale.ROOT);
        return text.startsWith("solid") && (text.contains("facet") || text.contains("endsolid"));
    }

    /** The name only chooses the sentence, never the verdict. */
    private static boolean named(FileHead file) {
        return file.name().toLowerCase(Locale.ROOT).endsWith(".stl");
    }
}
