package io.renderline.api.timelines;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The blocks of an unpacked Blender file: a code, a length and bytes each. Those of scenes are kept until the description of
 * all structures comes, which is the last one. The layout is that of Blender's {@code BLO_core_bhead.hh} and
 * {@code BLO_core_blend_header.hh}.
 */
final class BlendBlocks {
    /** As much as is looked through in a request, unpacked; a plain file is skipped through, not read. Bytes. */
    private static final long MAX_BYTES = 16L << 30;
    /** As much as is held in memory, bytes. */
    private static final int MAX_KEPT = 64 << 20;
    private static final String MAGIC = "BLENDER";
    /** Magic, size of pointers, byte order and version; since 5.0 there are five more bytes. */
    private static final int SHORT_HEADER = 12;
    private static final int MORE_HEADER = 5;

    private final InputStream in;
    private final ByteOrder order;
    private final int pointerBytes;
    private final boolean large;
    private long passed;
    private int kept;

    private BlendBlocks(InputStream in, ByteOrder order, int pointerBytes, boolean large) {
        this.in = in;
        this.order = order;
        this.pointerBytes = pointerBytes;
        this.large = large;
    }

    /** The timeline of the scene that the file was saved with, else of its first one. */
    static Timeline timeline(InputStream in) throws IOException, UnreadableTimelineException {
        return open(in).timeline();
    }

    private static BlendBlocks open(InputStream in) throws IOException, UnreadableTimelineException {
        String header = new String(in.readNBytes(SHORT_HEADER), StandardCharsets.ISO_8859_1);
        if (header.length() < SHORT_HEADER || !header.startsWith(MAGIC)) {
            throw new UnreadableTimelineException("it does not begin as a Blender file");
        }
        boolean large = Character.isDigit(header.charAt(7));
        if (large) {
            header += new String(in.readNBytes(MORE_HEADER), StandardCharsets.ISO_8859_1);
            return new BlendBlocks(in, ByteOrder.LITTLE_ENDIAN, Long.BYTES, true);
        }
        return new BlendBlocks(in, header.charAt(8) == 'V' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN,
                header.charAt(7) == '_' ? Integer.BYTES : Long.BYTES, false);
    }

    /** The head of a block; {@code structure} is the number of its type. */
    private record Head(String code, long length, long address, int structure) {}

    private record Kept(int structure, ByteBuffer bytes) {}

    private Timeline timeline() throws IOException, UnreadableTimelineException {
        Map<Long, Kept> scenes = new LinkedHashMap<>();
        Kept global = null;
        while (true) {
            Head head = head();
            switch (head.code()) {
                case "SC" -> scenes.put(head.address(), keep(head));
                case "GLOB" -> global = keep(head);
                case "DNA1" -> {
                    return timeline(scenes, global, BlendStructures.read(keep(head).bytes(), pointerBytes));
                }
                case "ENDB" -> throw new UnreadableTimelineException("it does not describe itself");
                default -> in.skipNBytes(head.length());
            }
        }
    }

    private static Timeline timeline(Map<Long, Kept> scenes, @Nullable Kept global, BlendStructures structures)
            throws UnreadableTimelineException {
        if (scenes.isEmpty()) {
            throw new UnreadableTimelineException("it has no scene");
        }
        Kept scene = scenes.values().iterator().next();
        if (global != null) {
            long current = structures.pointer(global.bytes(), structures.field(global.structure(), "*curscene"));
            scene = scenes.getOrDefault(current, scene);
        }
        var render = structures.field(scene.structure(), "r");
        int step = structures.whole(scene.bytes(), render, "frame_step");
        double rate = structures.whole(scene.bytes(), render, "frs_sec");
        double base = structures.number(scene.bytes(), render, "frs_sec_base");
        double share = structures.number(scene.bytes(), render, "size") / 100;
        return new Timeline(structures.whole(scene.bytes(), render, "sfra"),
                structures.whole(scene.bytes(), render, "efra"), Math.max(1, step),
                structures.whole(scene.bytes(), render, "cfra"), base > 0 ? rate / base : rate,
                (int) Math.rint(share * structures.whole(scene.bytes(), render, "xsch")),
                (int) Math.rint(share * structures.whole(scene.bytes(), render, "ysch")));
    }

    private Head head() throws IOException, UnreadableTimelineException {
        ByteBuffer bytes = exactly(large ? 32 : 16 + pointerBytes);
        byte[] code = new byte[4];
        bytes.get(code);
        String name = new String(code, StandardCharsets.ISO_8859_1).replace("\0", "");
        Head head = large ? largeHead(name, bytes) : smallHead(name, bytes);
        passed += head.length();
        if (head.length() < 0 || passed > MAX_BYTES) {
            throw new UnreadableTimelineException("it is damaged, or too large to be looked through");
        }
        return head;
    }

    private static Head largeHead(String code, ByteBuffer bytes) {
        int structure = bytes.getInt();
        long address = bytes.getLong();
        return new Head(code, bytes.getLong(), address, structure);
    }

    private Head smallHead(String code, ByteBuffer bytes) {
        int length = bytes.getInt();
        long address = pointerBytes == Long.BYTES ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
        return new Head(code, length, address, bytes.getInt());
    }

    private Kept keep(Head head) throws IOException, UnreadableTimelineException {
        if (head.length() > MAX_KEPT - kept) {
            throw new UnreadableTimelineException("its block " + head.code() + " is of " + head.length() + " bytes");
        }
        kept += (int) head.length();
        return new Kept(head.structure(), exactly((int) head.length()));
    }

    private ByteBuffer exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return ByteBuffer.wrap(bytes).order(order);
    }
}
