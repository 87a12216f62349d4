package io.renderline.api.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The beginning of a file. */
final class FileHead {
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

    private final byte[] bytes;
    private final String name;

    FileHead(byte[] bytes, String name) {
        this.bytes = bytes;
        this.name = name;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /** One character for one byte, so that positions are the same; bytes above 127 are only compared, never shown. */
    String latin() {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** As {@link #latin}, without byte order mark and leading white space. */
    String text() {
        String all = latin();
        return (all.startsWith(BYTE_ORDER_MARK) ? all.substring(BYTE_ORDER_MARK.length()) : all).stripLeading();
    }

    /** Its complete lines; the last one is left out where the head has cut it. */
    List<String> lines() {
        List<String> lines = text().lines().toList();
        return bytes.length < FormatSniffer.HEAD_BYTES || lines.isEmpty() ? lines : lines.subList(0, lines.size() - 1);
    }

    boolean startsWith(String signature) {
        return latin().startsWith(signature);
    }

    /** Whether no byte stands there that no text has. */
    boolean isText() {
        for (byte b : bytes) {
            boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1a;
            if (control) {
                return false;
            }
        }
        return true;
    }

    /** The little-endian number of 32 bits at {@code offset}. */
    long unsignedInt(int offset) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(offset));
    }

    /** The little-endian number of 64 bits at {@code offset}. */
    long signedLong(int offset) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(offset);
    }
}
