package io.renderline.api.imports;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;

/** A file as it stands in a ZIP, with its header before it and its descriptor behind it. */
final class PackedEntry {
    private final String name;
    private final int method;
    private final byte[] packed;
    private final int crc;
    private final int size;
    private final Descriptor descriptor;

    private PackedEntry(String name, int method, byte[] packed, int crc, int size, Descriptor descriptor) {
        this.name = name;
        this.method = method;
        this.packed = packed;
        this.crc = crc;
        this.size = size;
        this.descriptor = descriptor;
    }

    /** How a ZIP tells the sizes of a file behind it. */
    enum Descriptor {
        /** They stand before it. */
        NONE, SIGNED,
        /** With sizes of eight bytes. */
        LARGE,
        /** Without a signature of its own. */
        UNSIGNED
    }

    static PackedEntry deflated(String name, byte[] content, Descriptor descriptor) {
        try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
            deflater.setInput(content);
            deflater.finish();
            byte[] packed = new byte[2 * content.length + 100];
            int length = deflater.deflate(packed);
            return new PackedEntry(name, ZipEntry.DEFLATED, Arrays.copyOf(packed, length), crc(content),
                    content.length, descriptor);
        }
    }

    static PackedEntry stored(String name, byte[] content, Descriptor descriptor) {
        return new PackedEntry(name, ZipEntry.STORED, content, crc(content), content.length, descriptor);
    }

    /** With other bytes where its packed ones begin. */
    PackedEntry withPacked(byte... beginning) {
        byte[] other = packed.clone();
        System.arraycopy(beginning, 0, other, 0, beginning.length);
        return new PackedEntry(name, method, other, crc, size, descriptor);
    }

    PackedEntry withOtherChecksum() {
        return new PackedEntry(name, method, packed, crc + 1, size, descriptor);
    }

    static byte[] zip(PackedEntry... entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (PackedEntry entry : entries) {
            bytes.writeBytes(entry.bytes());
        }
        byte[] end = new byte[22];
        littleEndian(end).putInt(0x06054b50);
        bytes.writeBytes(end);
        return bytes.toByteArray();
    }

    private byte[] bytes() {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean before = descriptor == Descriptor.NONE;
        byte[] all = new byte[30 + path.length + packed.length + 24];
        ByteBuffer bytes = littleEndian(all);
        bytes.putInt(0x04034b50).putShort((short) 20).putShort((short) (before ? 0 : 8)).putShort((short) method)
                .putInt(0).putInt(before ? crc : 0).putInt(before ? packed.length : 0).putInt(before ? size : 0)
                .putShort((short) path.length).putShort((short) 0).put(path).put(packed);
        if (descriptor == Descriptor.SIGNED || descriptor == Descriptor.LARGE) {
            bytes.putInt(0x08074b50);
        }
        switch (descriptor) {
            case NONE -> {
            }
            case SIGNED, UNSIGNED -> bytes.putInt(crc).putInt(packed.length).putInt(size);
            case LARGE -> bytes.putInt(crc).putLong(packed.length).putLong(size);
        }
        return Arrays.copyOf(all, bytes.position());
    }

    private static int crc(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
