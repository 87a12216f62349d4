package io.renderline.api.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.imports.ImportedFile.Outcome;

/**
 * An import as clients see it.
 *
 * @param finishedAt when its last file was dealt with; null while it runs
 * @param files some of them, in the order in which they came
 * @param nextCursor what brings the files after these; null when there are none
 */
record ProductImport(UUID id, State state, Counts counts, Instant createdAt, @Nullable Instant finishedAt,
        List<ImportedFile> files, @Nullable String nextCursor) {
    /** How far it is. */
    enum State {
        RUNNING, FINISHED
    }

    /** How many files became what. */
    record Counts(int total, int pending, int created, int newRevision, int unchanged, int skipped, int refused) {
        static Counts of(Map<Outcome, Integer> counts) {
            return new Counts(counts.values().stream().mapToInt(Integer::intValue).sum(),
                    counts.getOrDefault(Outcome.PENDING, 0),
                    counts.getOrDefault(Outcome.CREATED, 0), counts.getOrDefault(Outcome.NEW_REVISION, 0),
                    counts.getOrDefault(Outcome.UNCHANGED, 0), counts.getOrDefault(Outcome.SKIPPED, 0),
                    counts.getOrDefault(Outcome.REFUSED, 0));
        }
    }
}
