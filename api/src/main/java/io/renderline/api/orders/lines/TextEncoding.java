package io.renderline.api.orders.lines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

import org.jspecify.annotations.Nullable;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/**
 * Turns a file's bytes into text: by its byte order mark, else by the encoding that the client names, else UTF-8. Nothing is
 * guessed: an article number that was read in a wrong encoding would be another one.
 */
final class TextEncoding {
    private TextEncoding() {}

    /**
     * Reads the text.
     *
     * @param named the encoding that the client names; null when it names none
     */
    static String decode(byte[] bytes, @Nullable String named) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decode(bytes, 3, StandardCharsets.UTF_8);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decode(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decode(bytes, 2, StandardCharsets.UTF_16BE);
        }
        return decode(bytes, 0, named == null ? StandardCharsets.UTF_8 : charset(named));
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ProblemException(ProblemCode.INVALID_REQUEST, "The encoding '" + LineText.shown(name)
                    + "' is not known. It must be one such as utf-8, utf-16le or windows-1252.", e);
        }
    }

    private static String decode(byte[] bytes, int start, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        String text;
        try {
            text = decoder.decode(in).toString();
        } catch (CharacterCodingException e) {
            throw wrong(charset, bytes, in.position(), e);
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            throw new ProblemException(ProblemCode.WRONG_ENCODING, "Line " + (1 + text.substring(0, nul).chars()
                    .filter(c -> c == '\n').count()) + " has a NUL character: the text is not " + charset.name()
                    + ". If it is UTF-16, save it with a byte order mark or as UTF-8, or name its encoding by"
                    + " ?encoding=utf-16le.");
        }
        return text;
    }

    private static ProblemException wrong(Charset charset, byte[] bytes, int position, CharacterCodingException e) {
        long line = 1;
        for (int i = 0; i < position; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        String found = position < bytes.length ? String.format("0x%02X", bytes[position]) : "the end";
        return new ProblemException(ProblemCode.WRONG_ENCODING, "Line " + line + " is not " + charset.name() + ": "
                + found
                + " cannot stand there. Save the file as UTF-8 (in Excel: CSV UTF-8), or name its encoding, e.g."
                + " ?encoding=windows-1252.", e);
    }

    /** Whether the bytes begin with these. */
    static boolean startsWith(byte[] bytes, int... start) {
        if (bytes.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (Byte.toUnsignedInt(bytes[i]) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
