package io.renderline.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.renderline.api.catalog.ProductFiles;
import io.renderline.api.media.AssetIntake;
import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.UploadedPart;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** The files of one import, each stored as it comes and judged by what it is. */
final class ImportIntake {
    private static final byte[] ZIP = {'P', 'K'};
    private static final int MAX_PATH = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final AssetIntake assets;
    private final UnpackBudget budget;
    private final List<ImportedFile> files = new ArrayList<>();
    /** Which path a product's file was at. */
    private final Map<String, String> taken = new HashMap<>();

    ImportIntake(AssetIntake assets, UnpackBudget budget) {
        this.assets = assets;
        this.budget = budget;
    }

    List<ImportedFile> files() {
        return List.copyOf(files);
    }

    /** Takes one part of a form: a ZIP of files, or a file. */
    void take(UploadedPart part) {
        String name = part.displayName();
        try {
            PushbackInputStream content = new PushbackInputStream(part.content(), ZIP.length);
            byte[] head = content.readNBytes(ZIP.length);
            content.unread(head);
            if (java.util.Arrays.equals(head, ZIP) && !name.toLowerCase(Locale.ROOT).endsWith(".usdz")) {
                ArchiveReader.read(content, budget, (path, bytes) -> take(name + "/" + path, path, bytes))
                        .ifPresent(why -> files.add(ImportedFile.refused(name, why)));
            } else {
                budget.countFile();
                take(name, name, new CountedStream(content, budget::countBytes));
            }
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.MALFORMED_UPLOAD,
                    "'" + name + "' cannot be read to its end. Send it again.", e);
        }
    }

    private void take(String shown, String path, InputStream content) {
        files.add(judge(plain(shown), path.replace('\\', '/'), content));
    }

    private ImportedFile judge(String shown, String path, InputStream content) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        if ((name.startsWith(".") && !name.startsWith("..")) || path.startsWith("__MACOSX/")) {
            return ImportedFile.skipped(shown, "It is a hidden file of an operating system.");
        }
        if (path.startsWith("/") || path.contains(":") || List.of(path.split("/")).contains("..")) {
            return ImportedFile.refused(shown, "Its path leads outside of the ZIP's folder. Make the ZIP anew.");
        }
        MediaAsset asset;
        try {
            asset = assets.takeIn(UploadedPart.of(name, content));
        } catch (ProblemException e) {
            return fault(shown, e);
        }
        Optional<String> articleNumber = ProductFiles.articleNumberOf(name);
        if (articleNumber.isEmpty()) {
            return ImportedFile.refused(shown, "Its name without its ending cannot be an article number: "
                    + ProductFiles.ARTICLE_NUMBER_RULE + ".");
        }
        String other = taken.putIfAbsent(ProductFiles.roleOf(asset) + articleNumber.get(), shown);
        return other == null
                ? ImportedFile.pending(shown, articleNumber.get(), asset.id())
                : ImportedFile.refused(shown, "It has the article number of '" + other
                        + "'. Give one of them another name.");
    }

    /** A file that is no model is passed over. What is wrong with the import as a whole ends it. */
    private static ImportedFile fault(String shown, ProblemException e) {
        return switch (e.code()) {
            case NOT_A_MODEL -> ImportedFile.skipped(shown, e.detail());
            case EMPTY_FILE, UNSUPPORTED_MODEL, DAMAGED_FILE, GIT_LFS_POINTER, MISSING_PARTS, TOO_LARGE ->
                ImportedFile.refused(shown, e.detail());
            default -> throw e;
        };
    }

    private static String plain(String path) {
        String plain = CONTROL.matcher(path).replaceAll("?");
        return plain.length() > MAX_PATH ? "…" + plain.substring(plain.length() - MAX_PATH) : plain;
    }
}
