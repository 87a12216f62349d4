package io.renderline.api.formats;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.media.ModelFormat;

/**
 * GLB after the glTF 2.0 specification, section 4.4: a header of 12 bytes (magic, version, length of the whole file), then
 * chunks of length, type and data, the first of them JSON. And .gltf, the JSON alone, with all that it needs inside.
 */
final class GltfFormats implements FormatReader {
    private static final int HEADER = 12;
    private static final int CHUNK_HEADER = 8;
    private static final long JSON_CHUNK = 0x4E4F534AL;
    private static final int JSON_TAIL = 64 * 1024;
    /** Of a buffer or an image that is not part of the document (specification, section 2.8). */
    private static final Pattern OTHER_FILE = Pattern.compile("\"uri\"\\s*:\\s*\"(?!data:)");

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.startsWith("glTF")) {
            return Optional.of(binary(file));
        }
        if (file.text().startsWith("{") && file.isText() && file.latin().contains("\"asset\"")) {
            requireWhole(file, file.latin());
            return Optional.of(new RecognisedFile(ModelFormat.GLTF, JSON_TAIL,
                    (_, tail) -> requireWhole(file, new String(tail, StandardCharsets.ISO_8859_1))));
        }
        return Optional.empty();
    }

    /** What stands in the middle of a large file only the importer sees. */
    private static void requireWhole(FileHead file, String part) {
        if (OTHER_FILE.matcher(part).find()) {
            throw new ProblemException(ProblemCode.MISSING_PARTS, "'" + file.name()
                    + "' is a .gltf without the buffers and textures that it names. Upload a ZIP that holds it with its"
                    + " files, or export a GLB.");
        }
    }

    private static RecognisedFile binary(FileHead file) {
        if (file.length() < HEADER + CHUNK_HEADER) {
            throw FormatSniffer.damaged(file, "it is a GLB that ends within its header");
        }
        long version = file.unsignedInt(4);
        if (version != 2) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MODEL, "'" + file.name() + "' is a GLB of version "
                    + version + "; only version 2 can be read. Export it as glTF 2.0.");
        }
        long declared = file.unsignedInt(8);
        if (file.unsignedInt(HEADER + 4) != JSON_CHUNK
                || HEADER + CHUNK_HEADER + file.unsignedInt(HEADER) > declared) {
            throw FormatSniffer.damaged(file, "its first chunk is not the JSON that a GLB begins with");
        }
        return new RecognisedFile(ModelFormat.GLB, 0, (size, tail) -> {
            if (size != declared) {
                throw FormatSniffer.damaged(file, "it says that it has " + declared + " bytes, but has " + size
                        + (size < declared ? ", so its end is missing" : ""));
            }
        });
    }
}
