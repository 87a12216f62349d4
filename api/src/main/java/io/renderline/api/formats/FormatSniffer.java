package io.renderline.api.formats;

import java.util.List;
import java.util.Optional;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.media.PictureFormat;

/** Tells what a file is from its first bytes. */
public final class FormatSniffer {
    /** How many bytes of the beginning are looked at; a file that is shorter is looked at whole. */
    public static final int HEAD_BYTES = 64 * 1024;

    /** Order matters: what has a signature comes first, what is only guessed by its shape comes last. */
    private static final List<FormatReader> READERS = List.of(new Strangers(), new PictureFormats(), new CadFormats(),
            new GltfFormats(),
            new UsdFormats(), new ZipFormats(), new BlendFormat(), new FbxFormat(), new PlyFormat(),
            new ObjFormat(), new StlFormat());

    private FormatSniffer() {}

    /**
     * Recognises a file.
     *
     * @param head the first {@value #HEAD_BYTES} bytes, or all of it when it is shorter
     * @param name what the user calls the file, for sentences only
     * @throws ProblemException with a 422 when it is neither a model nor a picture that can be used
     */
    public static RecognisedFile recognise(byte[] head, String name) {
        if (head.length == 0) {
            throw new ProblemException(ProblemCode.EMPTY_FILE,
                    "'" + name + "' is empty. Upload the file again; the export may have failed.");
        }
        FileHead file = new FileHead(head, name);
        for (FormatReader reader : READERS) {
            Optional<RecognisedFile> recognised = reader.read(file);
            if (recognised.isPresent()) {
                return recognised.get();
            }
        }
        throw notAModel(file, file.isText() ? "it is a text file of another kind" : "its content is of no known kind");
    }

    /** As {@link #recognise}, but a picture is refused too. */
    public static RecognisedFile recogniseModel(byte[] head, String name) {
        RecognisedFile recognised = recognise(head, name);
        if (recognised.format() instanceof PictureFormat picture) {
            throw notAModel(new FileHead(head, name), "it is a " + picture.name() + " picture");
        }
        return recognised;
    }

    static ProblemException notAModel(FileHead file, String what) {
        return new ProblemException(ProblemCode.NOT_A_MODEL, "'" + file.name() + "' is not a model: " + what
                + ". Upload STEP, IGES, GLB, USD, USDZ, STL, OBJ, PLY, FBX, .blend, or a ZIP with"
                + " glTF, OBJ, FBX, USD or .blend and its files.");
    }

    static ProblemException damaged(FileHead file, String how) {
        return new ProblemException(ProblemCode.DAMAGED_FILE,
                "'" + file.name() + "' is damaged: " + how + ". Export or copy it again.");
    }
}
