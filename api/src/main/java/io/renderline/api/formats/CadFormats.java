package io.renderline.api.formats;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.renderline.core.media.ModelFormat;

/** STEP (ISO 10303-21) and IGES (5.3): text with a fixed beginning and a fixed end. */
final class CadFormats implements FormatReader {
    private static final int TAIL_BYTES = 64 * 1024;
    private static final String STEP_START = "ISO-10303-21;";
    private static final String STEP_END = "END-ISO-10303-21;";
    /** The column of an IGES line, from 0, that names the line's section: S, G, D, P or T. */
    private static final int IGES_SECTION = 72;
    private static final int IGES_LINE = 80;

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.text().startsWith(STEP_START)) {
            return Optional.of(new RecognisedFile(ModelFormat.STEP, TAIL_BYTES, (size, tail) -> {
                if (!latin(tail).contains(STEP_END)) {
                    throw FormatSniffer.damaged(file, "it ends before its last line, " + STEP_END);
                }
            }));
        }
        if (file.isText() && file.latin().lines().findFirst().filter(line -> isOfSection(line, 'S')).isPresent()) {
            return Optional.of(new RecognisedFile(ModelFormat.IGES, TAIL_BYTES, (size, tail) -> {
                if (latin(tail).lines().noneMatch(line -> isOfSection(line, 'T'))) {
                    throw FormatSniffer.damaged(file, "it ends before its terminate section");
                }
            }));
        }
        return Optional.empty();
    }

    private static boolean isOfSection(String line, char section) {
        return line.length() >= IGES_SECTION + 2 && line.length() <= IGES_LINE && line.charAt(IGES_SECTION) == section
                && line.substring(IGES_SECTION + 1).strip().chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
