package io.renderline.api.imports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of a ZIP as they come. One that cannot be read is an {@link UnreadEntry}, where the JDK would end the whole. */
final class ArchiveStream extends ZipInputStream {
    private static final int DESCRIPTOR_SIGNATURE = 0x504b0708;
    private static final int CRC_BYTES = 4;
    private static final int SHORT_DESCRIPTOR = CRC_BYTES + 2 * Integer.BYTES;

    ArchiveStream(InputStream packed) {
        super(packed, EntryName.UNMARKED);
    }

    @Override
    public ZipEntry getNextEntry() throws IOException {
        // Else what is left of the file before would be taken for a header
        closeEntry();
        byte[] head = in.readNBytes(LocalHeader.BYTES);
        Optional<LocalHeader> header = LocalHeader.of(head);
        Optional<String> obstacle = header.flatMap(LocalHeader::obstacle);
        if (obstacle.isEmpty()) {
            ((PushbackInputStream) in).unread(head);
            return super.getNextEntry();
        }
        return passOver(header.orElseThrow(), obstacle.get());
    }

    private UnreadEntry passOver(LocalHeader header, String obstacle) throws IOException {
        String name = new String(exactly(header.nameBytes()), header.names());
        byte[] extra = exactly(header.extraBytes());
        boolean passed;
        if (header.hasDescriptor()) {
            passed = passDescriptor();
        } else {
            Optional<Long> size = header.packedSize(extra);
            passed = size.isPresent();
            in.skipNBytes(size.orElse(0L));
        }
        return new UnreadEntry(name, obstacle, passed);
    }

    /**
     * Looks for the descriptor that ends a file of unknown size (4.3.9): the one that says how many bytes stand before it.
     *
     * @return false where the ZIP has come to its end without one
     */
    private boolean passDescriptor() throws IOException {
        long before = -Integer.BYTES;
        int lastFour = 0;
        for (int next = in.read(); next >= 0; next = in.read()) {
            lastFour = (lastFour << Byte.SIZE) | next;
            before++;
            if (lastFour == DESCRIPTOR_SIGNATURE && isDescriptor(before)) {
                return true;
            }
        }
        return false;
    }

    /** Reads the rest of a descriptor, in which sizes have four bytes or eight; else nothing. */
    private boolean isDescriptor(long packedSize) throws IOException {
        byte[] rest = new byte[CRC_BYTES + 2 * Long.BYTES];
        int length = in.readNBytes(rest, 0, rest.length);
        ByteBuffer bytes = ByteBuffer.wrap(rest).order(ByteOrder.LITTLE_ENDIAN);
        int used = 0;
        if (Integer.toUnsignedLong(bytes.getInt(CRC_BYTES)) == packedSize && beginsRecord(rest, SHORT_DESCRIPTOR)) {
            used = SHORT_DESCRIPTOR;
        } else if (length == rest.length && bytes.getLong(CRC_BYTES) == packedSize) {
            used = rest.length;
        }
        ((PushbackInputStream) in).unread(rest, used, length - used);
        return used > 0;
    }

    /** All records of a ZIP begin so. */
    private static boolean beginsRecord(byte[] bytes, int at) {
        return bytes[at] == 'P' && bytes[at + 1] == 'K';
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
