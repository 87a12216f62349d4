package io.renderline.api.timelines;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The layout of all structures in a Blender file, which each file brings along (its "SDNA"): names of fields, names and sizes
 * of types, and of each structure which fields of which types follow one another, without gaps.
 */
final class BlendStructures {
    private static final int MOST = 1_000_000;

    private final List<String> names;
    private final List<String> types;
    private final short[] sizes;
    private final List<Structure> structures;
    private final int pointerBytes;

    private BlendStructures(List<String> names, List<String> types, short[] sizes, List<Structure> structures,
            int pointerBytes) {
        this.names = names;
        this.types = types;
        this.sizes = sizes;
        this.structures = structures;
        this.pointerBytes = pointerBytes;
    }

    private record Structure(int type, List<Member> members) {}

    /** The numbers of a field's type and of its name. */
    private record Member(int type, int name) {}

    /** Where something lies in a block, and the number of its type. */
    record Field(int offset, int type) {}

    static BlendStructures read(ByteBuffer bytes, int pointerBytes) throws UnreadableTimelineException {
        try {
            require(bytes, "SDNA");
            List<String> names = texts(bytes, "NAME");
            List<String> types = texts(bytes, "TYPE");
            require(bytes, "TLEN");
            short[] sizes = new short[types.size()];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = bytes.getShort();
            }
            return new BlendStructures(names, types, sizes, structures(bytes), pointerBytes);
        } catch (BufferUnderflowException e) {
            throw new UnreadableTimelineException("its description of itself ends too soon");
        }
    }

    private static List<Structure> structures(ByteBuffer bytes) throws UnreadableTimelineException {
        require(bytes, "STRC");
        return list(bytes, from -> {
            int type = from.getShort();
            int count = from.getShort();
            List<Member> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                members.add(new Member(from.getShort(), from.getShort()));
            }
            return new Structure(type, members);
        });
    }

    private static List<String> texts(ByteBuffer bytes, String section) throws UnreadableTimelineException {
        require(bytes, section);
        return list(bytes, from -> {
            StringBuilder text = new StringBuilder();
            for (byte b = from.get(); b != 0; b = from.get()) {
                text.append((char) (b & 0xff));
            }
            return text.toString();
        });
    }

    private static <T> List<T> list(ByteBuffer bytes, Function<ByteBuffer, T> entry)
            throws UnreadableTimelineException {
        int count = bytes.getInt();
        if (count < 0 || count > MOST) {
            throw new UnreadableTimelineException("its description of itself has " + count + " entries");
        }
        List<T> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry.apply(bytes));
        }
        return entries;
    }

    /** Sections begin at multiples of four bytes. */
    private static void require(ByteBuffer bytes, String section) throws UnreadableTimelineException {
        bytes.position(Math.min(bytes.limit(), (bytes.position() + 3) / 4 * 4));
        byte[] found = new byte[4];
        bytes.get(found);
        if (!section.equals(new String(found, StandardCharsets.ISO_8859_1))) {
            throw new UnreadableTimelineException("its description of itself has no " + section);
        }
    }

    /** A field of the structure with this number. */
    Field field(int structure, String name) throws UnreadableTimelineException {
        if (structure < 0 || structure >= structures.size()) {
            throw new UnreadableTimelineException("it has no structure " + structure);
        }
        Structure of = structures.get(structure);
        int offset = 0;
        for (Member member : of.members()) {
            String found = at(names, member.name());
            if (found.equals(name)) {
                return new Field(offset, member.type());
            }
            offset += bytes(found, member.type());
        }
        throw new UnreadableTimelineException("its structure " + at(types, of.type()) + " has no " + name);
    }

    /** A number in the structure that {@code outer} is, which a whole one of any size is. */
    int whole(ByteBuffer block, Field outer, String name) throws UnreadableTimelineException {
        return (int) number(block, outer, name);
    }

    /** A number in the structure that {@code outer} is. */
    double number(ByteBuffer block, Field outer, String name) throws UnreadableTimelineException {
        Field inner = field(structureOf(outer.type()), name);
        int at = outer.offset() + inner.offset();
        try {
            return switch (at(types, inner.type())) {
                case "int" -> block.getInt(at);
                case "short" -> block.getShort(at);
                case "float" -> block.getFloat(at);
                default -> throw new UnreadableTimelineException(name + " is no number in it");
            };
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableTimelineException("its scene ends too soon");
        }
    }

    /** The address that a field holds. */
    long pointer(ByteBuffer block, Field field) throws UnreadableTimelineException {
        try {
            return pointerBytes == Long.BYTES
                    ? block.getLong(field.offset())
                    : Integer.toUnsignedLong(block.getInt(field.offset()));
        } catch (IndexOutOfBoundsException e) {
            throw new UnreadableTimelineException("its settings end too soon");
        }
    }

    private int structureOf(int type) throws UnreadableTimelineException {
        for (int i = 0; i < structures.size(); i++) {
            if (structures.get(i).type() == type) {
                return i;
            }
        }
        throw new UnreadableTimelineException(at(types, type) + " is no structure in it");
    }

    private int bytes(String name, int type) throws UnreadableTimelineException {
        if (type < 0 || type >= sizes.length) {
            throw new UnreadableTimelineException("it has no type " + type);
        }
        int one = name.startsWith("*") || name.startsWith("(") ? pointerBytes : sizes[type] & 0xffff;
        for (int open = name.indexOf('['); open >= 0; open = name.indexOf('[', open + 1)) {
            try {
                one *= Integer.parseInt(name, open + 1, Math.max(open + 1, name.indexOf(']', open)), 10);
            } catch (NumberFormatException e) {
                throw new UnreadableTimelineException("it has a field " + name);
            }
        }
        return one;
    }

    private static String at(List<String> texts, int index) throws UnreadableTimelineException {
        if (index < 0 || index >= texts.size()) {
            throw new UnreadableTimelineException("its description of itself is damaged");
        }
        return texts.get(index);
    }
}
