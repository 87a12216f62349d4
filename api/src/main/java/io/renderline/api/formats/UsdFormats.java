package io.renderline.api.formats;

import java.util.Optional;

import io.renderline.core.media.ModelFormat;

/** USD as text and in its binary form, whose header names the place of its table of contents. */
final class UsdFormats implements FormatReader {
    private static final int TABLE_OFFSET = 16;
    private static final int HEADER = 24;

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.text().startsWith("#usda ")) {
            return Optional.of(RecognisedFile.of(ModelFormat.USD));
        }
        if (!file.startsWith("PXR-USDC")) {
            return Optional.empty();
        }
        if (file.length() < HEADER) {
            throw FormatSniffer.damaged(file, "it is a USD file that ends within its header");
        }
        long table = file.signedLong(TABLE_OFFSET);
        return Optional.of(new RecognisedFile(ModelFormat.USD, 0, (size, tail) -> {
            if (table < HEADER || table >= size) {
                throw FormatSniffer.damaged(file, "its table of contents lies behind its end, so its end is missing");
            }
        }));
    }
}
