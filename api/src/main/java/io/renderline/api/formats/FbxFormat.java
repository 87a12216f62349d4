package io.renderline.api.formats;

import java.util.Optional;

import io.renderline.core.media.ModelFormat;

/** FBX in its binary and its text form. */
final class FbxFormat implements FormatReader {
    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        boolean binary = file.startsWith("Kaydara FBX Binary  \0");
        boolean text = file.isText()
                && (file.text().startsWith("; FBX ") || file.latin().contains("FBXHeaderExtension:"));
        return binary || text ? Optional.of(RecognisedFile.of(ModelFormat.FBX)) : Optional.empty();
    }
}
