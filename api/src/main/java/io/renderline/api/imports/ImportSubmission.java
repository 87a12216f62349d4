package io.renderline.api.imports;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.core.key.Sha256;

/** Writes an import down, once for each client's key. */
@Service
class ImportSubmission {
    private final ImportTable table;
    private final ImportKeys keys;
    private final TransactionTemplate transaction;

    ImportSubmission(ImportTable table, ImportKeys keys, TransactionTemplate transaction) {
        this.table = table;
        this.keys = keys;
        this.transaction = transaction;
    }

    /**
     * An accepted import.
     *
     * @param replayed whether it was accepted before, under the same key
     */
    record Accepted(UUID id, boolean replayed) {}

    Accepted submit(List<ImportedFile> files, Optional<String> key) {
        if (key.isEmpty()) {
            return new Accepted(table.insert(files), false);
        }
        Sha256 fingerprint = ImportKeys.fingerprint(files);
        return keys.importOf(key.get(), fingerprint).map(known -> new Accepted(known, true)).orElseGet(() -> {
            Optional<UUID> started = insert(files, key.get(), fingerprint);
            // Only who shares the key with another request at the same time finds what that one made
            return started.isPresent()
                    ? new Accepted(started.get(), false)
                    : new Accepted(keys.importOf(key.get(), fingerprint).orElseThrow(), true);
        });
    }

    private Optional<UUID> insert(List<ImportedFile> files, String key, Sha256 fingerprint) {
        return Optional.ofNullable(transaction.execute(status -> {
            UUID id = table.insert(files);
            if (keys.take(key, fingerprint, id)) {
                return id;
            }
            status.setRollbackOnly();
            return null;
        }));
    }
}
