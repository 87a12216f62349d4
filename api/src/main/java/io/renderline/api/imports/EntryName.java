package io.renderline.api.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Names of files in a ZIP. Those that are not marked as UTF-8 are in code page 437 (PKWARE APPNOTE, appendix D), as Windows
 * writes umlauts; but many programs write UTF-8 and do not say so.
 */
final class EntryName {
    /** Each byte is one character of it. */
    private static final Charset UNMARKED = Charset.forName("IBM437");

    private EntryName() {}

    /** The name that these bytes are; what is not UTF-8 in one that is marked as that is replaced. */
    static String of(byte[] name, boolean isMarked) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
        } catch (CharacterCodingException e) {
            return new String(name, isMarked ? StandardCharsets.UTF_8 : UNMARKED);
        }
    }
}
