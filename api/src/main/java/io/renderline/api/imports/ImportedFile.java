package io.renderline.api.imports;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;

/**
 * What became of one file of an import.
 *
 * @param path where it was in what was sent
 * @param articleNumber of the product that it belongs to; null when it belongs to none
 * @param assetId null when it was not taken in
 * @param message why it was skipped or refused; else null
 */
record ImportedFile(String path, Outcome outcome, @Nullable String articleNumber, @Nullable UUID assetId,
        @Nullable String message) {
    /** What can become of a file. */
    enum Outcome {
        /** Its product is yet to be made or changed. */
        PENDING, CREATED, NEW_REVISION, UNCHANGED,
        /** It is no model. */
        SKIPPED,
        /** It is a model that cannot be used. */
        REFUSED
    }

    /** The same for two imports of the same files at the same places, however their ZIPs were packed. */
    static Sha256 fingerprint(List<ImportedFile> files) {
        MessageDigest digest = Sha256.newDigest();
        files.forEach(file -> digest.update((file.path() + '\u0000' + file.assetId() + '\n')
                .getBytes(StandardCharsets.UTF_8)));
        return Sha256.finish(digest);
    }

    static ImportedFile pending(String path, String articleNumber, UUID asset) {
        return new ImportedFile(path, Outcome.PENDING, articleNumber, asset, null);
    }

    static ImportedFile skipped(String path, String why) {
        return new ImportedFile(path, Outcome.SKIPPED, null, null, why);
    }

    static ImportedFile refused(String path, String why) {
        return new ImportedFile(path, Outcome.REFUSED, null, null, why);
    }
}
