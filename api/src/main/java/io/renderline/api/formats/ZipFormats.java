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

/**
 * USDZ, a ZIP of files as they are of which the first is a USD file, and a ZIP with one .gltf, .blend, .obj, .fbx or USD model and
 * the files that it names.
 */
final class ZipFormats implements FormatReader {
    private static final int LOCAL_HEADER = 30;
    private static final List<String> USD_ENDINGS = List.of(".usd", ".usda", ".usdc");
    private static final List<String> LONE_ENDINGS = List.of(".step", ".stp", ".igs", ".iges", ".glb", ".usdz", ".stl",
            ".ply");
    private static final String NO_MODEL = "it is a ZIP without a .gltf, .blend, .obj, .fbx or USD file";
    /** What a ZIP may bring along its files with; the first that is there counts. */
    private static final List<Packed> PACKED = List.of(new Packed(List.of(".gltf"), ModelFormat.GLTF_ZIP),
            new Packed(List.of(".blend"), ModelFormat.BLEND_ZIP), new Packed(List.of(".obj"), ModelFormat.OBJ_ZIP),
            new Packed(List.of(".fbx"), ModelFormat.FBX_ZIP), new Packed(USD_ENDINGS, ModelFormat.USD_ZIP));

    /** A kind of model that may lie in a ZIP, since it is more than one file. */
    private record Packed(List<String> endings, ModelFormat format) {
        /** How many such files lie as high as the highest one. */
        long meant(List<ZipDirectory.Entry> entries) {
            int[] depths = entries.stream()
                    .flatMapToInt(entry -> endings.stream().map(ending -> PackedName.depth(entry.name(), ending))
                            .flatMapToInt(OptionalInt::stream))
                    .sorted().toArray();
            return Arrays.stream(depths).takeWhile(depth -> depth == depths[0]).count();
        }

        /** Whether its files themselves say which of them is meant, so that it is left to who opens them. */
        boolean mayBeSeveral() {
            return format == ModelFormat.USD_ZIP;
        }
    }

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (!file.startsWith("PK\u0003\u0004") || file.length() < LOCAL_HEADER) {
            return Optional.empty();
        }
        return Optional.of(new RecognisedFile(ModelFormat.GLTF_ZIP, ZipDirectory.TAIL_BYTES, new Contents(file)));
    }

    private static String firstEntry(FileHead file) {
        int length = (int) (file.unsignedInt(26) & 0xffff);
        return file.latin().substring(LOCAL_HEADER, Math.min(file.length(), LOCAL_HEADER + length));
    }

    /** What a ZIP holds, of which its end tells. */
    private record Contents(FileHead file) implements RecognisedFile.EndCheck {
        @Override
        public void check(long size, byte[] tail) {
            format(ModelFormat.GLTF_ZIP, size, tail);
        }

        @Override
        public SourceFormat format(SourceFormat seemed, long size, byte[] tail) {
            List<ZipDirectory.Entry> entries = ZipDirectory.read(file, tail);
            requireHarmless(file, entries);
            if (endsWith(firstEntry(file), USD_ENDINGS) && entries.stream().allMatch(ZipDirectory.Entry::stored)) {
                return ModelFormat.USDZ;
            }
            for (Packed packed : PACKED) {
                long meant = packed.meant(entries);
                if (meant > 1 && !packed.mayBeSeveral()) {
                    throw unsupported(file, "a ZIP with " + meant + " " + packed.endings().getFirst()
                            + " files beside each other, so that it is not clear which is meant. Lay what belongs to one"
                            + " into a folder below it, or upload one ZIP for each");
                }
                if (meant > 0) {
                    return packed.format();
                }
            }
            throw FormatSniffer.notAModel(file, entries.stream().map(ZipDirectory.Entry::name)
                    .filter(name -> endsWith(name, LONE_ENDINGS)).findFirst()
                    .map(name -> NO_MODEL + "; upload the '" + name + "' that it holds by itself")
                    .orElse(NO_MODEL));
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

    private static ProblemException unsupported(FileHead file, String what) {
        return new ProblemException(ProblemCode.UNSUPPORTED_MODEL, "'" + file.name() + "' is " + what + ".");
    }

    private static boolean endsWith(String name, List<String> endings) {
        String lower = name.toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(lower::endsWith);
    }
}
