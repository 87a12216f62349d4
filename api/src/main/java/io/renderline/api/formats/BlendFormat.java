package io.renderline.api.formats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

import io.renderline.core.media.ModelFormat;

/** Blender's files: plain, in gzip (before 3.0) or in Zstandard (since 3.0). */
final class BlendFormat implements FormatReader {
    private static final String MAGIC = "BLENDER";
    private static final int TAIL_BYTES = 1024;
    private static final String GZIP = "\u001f\u008b";
    private static final String ZSTD = "(\u00b5/\u00fd";
    /** How far from its beginning a Zstandard file can show the magic, where it could not be made shorter. */
    private static final int ZSTD_LITERALS = 64;
    /** The last four bytes of a seekable Zstandard file, which is how Blender writes them. */
    private static final int SEEK_TABLE_MAGIC = 0x8F92EAB1;

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.startsWith(MAGIC)) {
            return Optional.of(new RecognisedFile(ModelFormat.BLEND, TAIL_BYTES, (size, tail) -> {
                if (!new String(tail, StandardCharsets.ISO_8859_1).contains("ENDB")) {
                    throw FormatSniffer.damaged(file, "its last block is missing");
                }
            }));
        }
        if (file.startsWith(GZIP)) {
            if (!MAGIC.equals(unpackedStart(file))) {
                throw FormatSniffer.notAModel(file, "it is a gzip file that holds no .blend; unpack it first");
            }
            return Optional.of(RecognisedFile.of(ModelFormat.BLEND));
        }
        if (file.startsWith(ZSTD)) {
            boolean shown = file.latin().substring(0, Math.min(file.length(), ZSTD_LITERALS)).contains(MAGIC);
            return Optional.of(new RecognisedFile(ModelFormat.BLEND, Integer.BYTES, (size, tail) -> {
                if (!shown && !isSeekTable(tail)) {
                    throw FormatSniffer.notAModel(file, "it is a Zstandard file that holds no .blend, or whose end is"
                            + " missing");
                }
            }));
        }
        return Optional.empty();
    }

    private static String unpackedStart(FileHead file) {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(file.bytes()))) {
            return new String(unpacked.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private static boolean isSeekTable(byte[] tail) {
        return tail.length == Integer.BYTES
                && ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt() == SEEK_TABLE_MAGIC;
    }
}
