package io.renderline.api.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.api.media.BlobLock;
import io.renderline.api.tasks.OutputCheck;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskEvent;

/**
 * Finds successes whose outputs were removed before they were heard of. The store is asked only where that can be: for what
 * {@link BlobRemoval} was to remove within the last {@link CacheLimit#orphanGrace() grace}, and for what happened so long ago
 * that this is forgotten. All others cost one look into a table that is small.
 */
@Component
class RemovedOutputs implements OutputCheck {
    private final JdbcClient sql;
    private final BlobLock lock;
    private final BlobStore store;
    private final CacheLimit limit;
    private final Clock clock;

    RemovedOutputs(JdbcClient sql, BlobLock lock, BlobStore store, CacheLimit limit, Clock clock) {
        this.sql = sql;
        this.lock = lock;
        this.store = store;
        this.limit = limit;
        this.clock = clock;
    }

    @Override
    public Map<TaskEvent.Succeeded, Failure> removed(List<TaskEvent.Succeeded> events) {
        Set<String> removable = removable(events);
        // Half of it, so that clocks need not agree
        Instant late = clock.instant().minus(limit.orphanGrace().dividedBy(2));
        // In one order, as all who take several blobs
        SortedMap<String, OutputFile> doubtful = new TreeMap<>();
        for (TaskEvent.Succeeded event : events) {
            for (OutputFile output : event.result().outputs()) {
                if (event.at().isBefore(late) || removable.contains(output.hash().hex())) {
                    doubtful.put(output.hash().hex(), output);
                }
            }
        }
        if (doubtful.isEmpty()) {
            return Map.of();
        }
        Map<String, Failure> gone = new HashMap<>();
        doubtful.forEach((hash, output) -> failureOf(output).ifPresent(failure -> gone.put(hash, failure)));
        Map<TaskEvent.Succeeded, Failure> failures = new HashMap<>();
        for (TaskEvent.Succeeded event : events) {
            for (OutputFile output : event.result().outputs()) {
                Failure failure = gone.get(output.hash().hex());
                if (failure != null) {
                    failures.put(event, failure);
                }
            }
        }
        return failures;
    }

    private Set<String> removable(List<TaskEvent.Succeeded> events) {
        Set<String> outputs = new HashSet<>();
        events.forEach(event -> event.result().outputs().forEach(output -> outputs.add(output.hash().hex())));
        return new HashSet<>(sql.sql("""
                SELECT sha256 FROM removable_blob WHERE sha256 IN (SELECT jsonb_array_elements_text(?::jsonb))""")
                .param(new String(MessageJson.write(outputs), StandardCharsets.UTF_8)).query(String.class).list());
    }

    /** Holds the blob: who would remove it sees afterwards that it is named, or it is seen here that it is gone. */
    private Optional<Failure> failureOf(OutputFile output) {
        lock.hold(output.hash());
        try {
            return store.entry(output.hash()).isPresent()
                    ? Optional.empty()
                    : Optional.of(new Failure(FailureCode.OUTPUT_LOST, "What the task had made, '" + output.name()
                            + "', was not in the blob store any more when its success was heard of; it is made again. When"
                            + " that comes again, check that the blob store keeps what is written to it."));
        } catch (IOException e) {
            return Optional.of(new Failure(FailureCode.STORAGE_UNAVAILABLE, String.valueOf(e.getMessage())));
        }
    }
}
