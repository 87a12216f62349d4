package io.renderline.api.imports;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Names of files in a ZIP. Those that are not marked as UTF-8 are in code page 437 (PKWARE APPNOTE, appendix D), as Windows
 * writes umlauts; but many programs write UTF-8 and do not say so.
 */
final class EntryName {
    /** In which whoever reads the ZIP takes names that are not marked; each byte is one character of it. */
    static final Charset UNMARKED = Charset.forName("IBM437");

    private EntryName() {}

    /** The name as it was meant: what would be UTF-8 in the bytes that it is of in the code page was written as that. */
    static String of(String read) {
        try {
            ByteBuffer bytes = UNMARKED.newEncoder().encode(CharBuffer.wrap(read));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return read;
        }
    }
}
