package io.renderline.api.timelines;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small .blend files that hold nothing but scenes' settings, in each layout that Blender has written. */
public final class SceneBytes {
    private static final int CAPACITY = 4096;
    /** Names of fields: of FileGlobal, of Scene, and of its RenderData. */
    private static final List<String> NAMES = List.of("*curscene", "pad[2][4]", "(*call)()", "r", "cfra", "sfra",
            "efra", "frs_sec", "frame_step", "frs_sec_base", "xsch", "ysch", "size", "pad2");
    private static final List<String> TYPES = List.of("char", "int", "short", "float", "RenderData", "Scene",
            "FileGlobal");

    /** How the file is laid out. */
    public enum Layout {
        /** By Blender before 5.0. */
        USUAL,
        /** By Blender 5.0 and later. */
        LARGE,
        /** By a machine of 32 bits. */
        SHORT_POINTERS,
        /** By a PowerPC. */
        BIG_ENDIAN
    }

    private final Layout layout;
    private final ByteBuffer bytes;
    private int scenes;

    private SceneBytes(Layout layout) {
        this.layout = layout;
        this.bytes = ByteBuffer.allocate(CAPACITY)
                .order(layout == Layout.BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        text(switch (layout) {
            case USUAL -> "BLENDER-v405";
            case LARGE -> "BLENDER17-01v0500";
            case SHORT_POINTERS -> "BLENDER_v277";
            case BIG_ENDIAN -> "BLENDER-V277";
        });
    }

    /** A file of the usual layout with one scene, and a mark that makes its bytes its own. */
    public static byte[] of(Timeline timeline, String mark) {
        return in(Layout.USUAL).block("TEST", 0, mark.getBytes(StandardCharsets.UTF_8)).scene(timeline).whole(0);
    }

    static SceneBytes in(Layout layout) {
        return new SceneBytes(layout);
    }

    SceneBytes scene(Timeline timeline) {
        ByteBuffer scene = part();
        // pad, a pointer to a function, then what is looked for
        scene.position(8 + pointerBytes());
        scene.putInt(timeline.current()).putInt(timeline.start()).putInt(timeline.end())
                .putShort((short) (timeline.fps() * 1001)).putShort((short) timeline.step()).putFloat(1001)
                .putInt(timeline.width() * 2).putInt(timeline.height() * 2).putShort((short) 50).putShort((short) 0);
        scenes++;
        return block("SC\0\0", 100L + scenes, 1, taken(scene));
    }

    /** All of it, saved with the scene number {@code current}, from 1; 0: with none that is there. */
    byte[] whole(int current) {
        ByteBuffer global = part();
        pointer(global, 100L + current);
        block("GLOB", 1, 2, taken(global));
        block("DNA1", 2, 0, description());
        block("ENDB", 0, new byte[0]);
        return taken(bytes);
    }

    SceneBytes block(String code, long address, byte[] content) {
        return block(code, address, 0, content);
    }

    private SceneBytes block(String code, long address, int structure, byte[] content) {
        text(code);
        if (layout == Layout.LARGE) {
            bytes.putInt(structure).putLong(address).putLong(content.length).putLong(1);
        } else {
            bytes.putInt(content.length);
            pointer(bytes, address);
            bytes.putInt(structure).putInt(1);
        }
        bytes.put(content);
        return this;
    }

    private byte[] description() {
        ByteBuffer dna = part();
        put(dna, "SDNA");
        texts(dna, "NAME", NAMES);
        texts(dna, "TYPE", TYPES);
        put(dna, "TLEN");
        int render = 3 * 4 + 2 * 2 + 4 + 2 * 4 + 2 * 2;
        for (int size : new int[]{1, 4, 2, 4, render, 8 + pointerBytes() + render, pointerBytes()}) {
            dna.putShort((short) size);
        }
        align(dna);
        put(dna, "STRC").putInt(3);
        structure(dna, 4, 1, 4, 1, 5, 1, 6, 2, 7, 2, 8, 3, 9, 1, 10, 1, 11, 2, 12, 2, 13);
        structure(dna, 5, 0, 1, 0, 2, 4, 3);
        structure(dna, 6, 5, 0);
        return taken(dna);
    }

    private static void structure(ByteBuffer dna, int type, int... fields) {
        dna.putShort((short) type).putShort((short) (fields.length / 2));
        for (int field : fields) {
            dna.putShort((short) field);
        }
    }

    private static void texts(ByteBuffer dna, String section, List<String> texts) {
        put(dna, section).putInt(texts.size());
        texts.forEach(text -> put(dna, text).put((byte) 0));
        align(dna);
    }

    private static void align(ByteBuffer dna) {
        dna.position((dna.position() + 3) / 4 * 4);
    }

    private static ByteBuffer put(ByteBuffer buffer, String text) {
        return buffer.put(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void text(String text) {
        put(bytes, text);
    }

    private ByteBuffer part() {
        return ByteBuffer.allocate(CAPACITY).order(bytes.order());
    }

    private int pointerBytes() {
        return layout == Layout.SHORT_POINTERS ? Integer.BYTES : Long.BYTES;
    }

    private void pointer(ByteBuffer buffer, long address) {
        if (pointerBytes() == Long.BYTES) {
            buffer.putLong(address);
        } else {
            buffer.putInt((int) address);
        }
    }

    private static byte[] taken(ByteBuffer buffer) {
        byte[] taken = new byte[buffer.position()];
        buffer.get(0, taken);
        return taken;
    }
}
