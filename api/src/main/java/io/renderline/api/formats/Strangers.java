package io.renderline.api.formats;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** Files that people upload and that are no models, told by their signatures, so that the answer can say what they are. */
final class Strangers implements FormatReader {
    private static final Map<String, String> OTHER_FILES = new LinkedHashMap<>();
    private static final Map<String, String> OTHER_MODELS = new LinkedHashMap<>();

    static {
        OTHER_FILES.put("GIF8", "it is a GIF picture");
        OTHER_FILES.put("II*\0", "it is a TIFF picture");
        OTHER_FILES.put("v/1\u0001", "it is an OpenEXR picture");
        OTHER_FILES.put("%PDF-", "it is a PDF");
        OTHER_FILES.put("\u007fELF", "it is a program");
        OTHER_FILES.put("7z\u00bc\u00af'\u001c", "it is a 7-Zip archive; unpack it, or make a ZIP");
        OTHER_FILES.put("Rar!", "it is a RAR archive; unpack it, or make a ZIP");
        OTHER_FILES.put("PK\u0005\u0006", "it is a ZIP that holds nothing");
        OTHER_FILES.put("<!DOCTYPE html", "it is a web page; the download may have asked for a login");
        OTHER_FILES.put("<html", "it is a web page; the download may have asked for a login");
        OTHER_MODELS.put("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1",
                "an OLE file, as SolidWorks and Inventor write");
        OTHER_MODELS.put("AC10", "a DWG drawing");
        OTHER_MODELS.put("Version 8.", "a JT file");
        OTHER_MODELS.put("Version 9.", "a JT file");
        OTHER_MODELS.put("Version 10.", "a JT file");
        OTHER_MODELS.put("**ABCDEFGHIJKLMNOPQRSTUVWXYZ", "a Parasolid file");
        OTHER_MODELS.put("  0\nSECTION", "a DXF drawing");
        OTHER_MODELS.put("  0\r\nSECTION", "a DXF drawing");
    }

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (file.text().startsWith("version https://git-lfs.github.com/spec/")) {
            throw new ProblemException(ProblemCode.GIT_LFS_POINTER, "'" + file.name()
                    + "' is a Git LFS pointer, not the file that it stands for. Run 'git lfs pull' where it came from,"
                    + " and upload the real file.");
        }
        OTHER_FILES.forEach((signature, what) -> {
            if (file.startsWith(signature)) {
                throw FormatSniffer.notAModel(file, what);
            }
        });
        OTHER_MODELS.forEach((signature, what) -> {
            if (file.startsWith(signature)) {
                throw new ProblemException(ProblemCode.UNSUPPORTED_MODEL,
                        "'" + file.name() + "' is " + what + ", which cannot be read. Export it as STEP or GLB.");
            }
        });
        return Optional.empty();
    }
}
