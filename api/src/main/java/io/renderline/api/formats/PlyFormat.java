package io.renderline.api.formats;

import java.util.Optional;

import io.renderline.core.media.ModelFormat;

/** PLY: a text header, then text or binary data. */
final class PlyFormat implements FormatReader {
    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (!file.startsWith("ply\n") && !file.startsWith("ply\r")) {
            return Optional.empty();
        }
        if (!file.latin().contains("end_header")) {
            throw FormatSniffer.damaged(file, "the header of the PLY has no end");
        }
        return Optional.of(RecognisedFile.of(ModelFormat.PLY));
    }
}
