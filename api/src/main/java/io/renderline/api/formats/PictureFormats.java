package io.renderline.api.formats;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import io.renderline.core.media.PictureFormat;

/** Pictures: PNG, JPEG and WebP. They are no models, but templates take them. */
final class PictureFormats implements FormatReader {
    private static final String PNG = "\u0089PNG\r\n\u001a\n";
    private static final String JPEG = "\u00ff\u00d8\u00ff";
    private static final String RIFF = "RIFF";
    private static final String WEBP = "WEBP";
    private static final int WEBP_AT = 8;
    private static final int RIFF_HEADER = 8;
    private static final int TAIL_BYTES = 1024;

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.startsWith(PNG)) {
            return Optional.of(new RecognisedFile(PictureFormat.PNG, TAIL_BYTES, (size, tail) -> {
                if (!new String(tail, StandardCharsets.ISO_8859_1).contains("IEND")) {
                    throw FormatSniffer.damaged(file, "its last chunk, IEND, is missing");
                }
            }));
        }
        if (file.startsWith(JPEG)) {
            return Optional.of(RecognisedFile.of(PictureFormat.JPEG));
        }
        if (file.startsWith(RIFF) && file.latin().startsWith(WEBP, WEBP_AT)) {
            long expected = RIFF_HEADER + file.unsignedInt(RIFF.length());
            return Optional.of(new RecognisedFile(PictureFormat.WEBP, 0, (size, tail) -> {
                if (size < expected) {
                    throw FormatSniffer.damaged(file, "it should have " + expected + " bytes, but has " + size);
                }
            }));
        }
        return Optional.empty();
    }
}
