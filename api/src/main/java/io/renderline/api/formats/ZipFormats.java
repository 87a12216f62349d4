package io.renderline.api.formats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.SourceFormat;

/** USDZ, a ZIP whose first entry is a USD file, and a ZIP with one .gltf, .blend or .obj and the files that it names. */
final class ZipFormats implements FormatReader {
    private static final int LOCAL_HEADER = 30;
    private static final List<String> USD_ENDINGS = List.of(".usd", ".usda", ".usdc");
    private static final List<String> MODEL_ENDINGS = List.of(".step", ".stp", ".igs", ".iges", ".glb", ".usdz", ".usd",
            ".usda", ".usdc", ".stl", ".ply", ".fbx");
    /** What a ZIP may bring along its files with; the first that is there counts. */
    private static final List<Packed> PACKED = List.of(new Packed(".gltf", ModelFormat.GLTF_ZIP),
            new Packed(".blend", ModelFormat.BLEND_ZIP), new Packed(".obj", ModelFormat.OBJ_ZIP));

    /** A kind of model that may lie in a ZIP, since it is more than one file. */
    private record Packed(String ending, ModelFormat format) {}

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (!file.startsWith("PK\u0003\u0004") || file.length() < LOCAL_HEADER) {
            return Optional.empty();
        }
        if (endsWith(firstEntry(file), USD_ENDINGS)) {
            return Optional.of(new RecognisedFile(ModelFormat.USDZ, ZipDirectory.TAIL_BYTES,
                    (size, tail) -> ZipDirectory.read(file, tail)));
        }
        return Optional.of(new RecognisedFile(ModelFormat.GLTF_ZIP, ZipDirectory.TAIL_BYTES, new Contents(file)));
    }

    private static String firstEntry(FileHead file) {
        int length = (int) (file.unsignedInt(26) & 0xffff);
        return file.latin().substring(LOCAL_HEADER, Math.min(file.length(), LOCAL_HEADER + length));
    }

    /** What a ZIP holds, of which its end tells: a glTF, Blender or OBJ file, with what belongs to it. */
    private record Contents(FileHead file) implements RecognisedFile.EndCheck {
        @Override
        public void check(long size, byte[] tail) {
            format(ModelFormat.GLTF_ZIP, size, tail);
        }

        @Override
        public SourceFormat format(SourceFormat seemed, long size, byte[] tail) {
            List<ZipDirectory.Entry> entries = ZipDirectory.read(file, tail);
            requireHarmless(file, entries);
            for (Packed packed : PACKED) {
                long meant = meant(entries, packed.ending());
                if (meant > 1) {
                    throw unsupported(file, "a ZIP with " + meant + " " + packed.ending()
                            + " files beside each other, so that it is not clear which is meant. Lay what belongs to one"
                            + " into a folder below it, or upload one ZIP for each");
                }
                if (meant == 1) {
                    return packed.format();
                }
            }
            throw FormatSniffer.notAModel(file, entries.stream().map(ZipDirectory.Entry::name)
                    .filter(name -> endsWith(name, MODEL_ENDINGS)).findFirst()
                    .map(name -> "it is a ZIP without a .gltf, .blend or .obj; upload the '" + name
                            + "' that it holds by itself")
                    .orElse("it is a ZIP without a .gltf, .blend or .obj"));
        }
    }

    private static void requireHarmless(FileHead file, List<ZipDirectory.Entry> entries) {
        for (ZipDirectory.Entry entry : entries) {
            if (entry.encrypted()) {
                throw unsupported(file, "a ZIP with a password. Make one without");
            }
            if (entry.leavesFolder()) {
                throw unsupported(file, "a ZIP with the entry '" + entry.name()
                        + "', which would lie outside of its folder. Make it anew");
            }
        }
    }

    /** How many files that end so lie as high as the highest one. */
    private static long meant(List<ZipDirectory.Entry> entries, String ending) {
        int[] depths = entries.stream().map(entry -> PackedName.depth(entry.name(), ending))
                .flatMapToInt(OptionalInt::stream).sorted().toArray();
        return Arrays.stream(depths).takeWhile(depth -> depth == depths[0]).count();
    }

    private static ProblemException unsupported(FileHead file, String what) {
        return new ProblemException(ProblemCode.UNSUPPORTED_MODEL, "'" + file.name() + "' is " + what + ".");
    }

    private static boolean endsWith(String name, List<String> endings) {
        String lower = name.toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(lower::endsWith);
    }
}
