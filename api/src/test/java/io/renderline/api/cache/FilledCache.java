package io.renderline.api.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.springframework.util.unit.DataSize;

import io.renderline.api.media.BlobLock;
import io.renderline.api.tasks.PlanBuilder;
import io.renderline.api.tasks.StoredTasks;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

import static io.renderline.api.tasks.PlanBuilder.aStill;

/** Tasks' outputs in a database and a blob store, each of {@value #BYTES} bytes as the database has it. */
final class FilledCache {
    /** What the database takes each file for, bytes. */
    static final int BYTES = 10;

    final StoredTasks stored;
    final BlobStore blobs;

    FilledCache(Path folder) throws IOException {
        this(new FileSystemBlobStore(folder));
    }

    FilledCache(BlobStore blobs) {
        this.blobs = blobs;
        stored = new StoredTasks(jdbc -> new RemovedOutputs(jdbc, new BlobLock(jdbc), blobs, limit(0, Duration.ZERO),
                Clock.systemUTC()));
    }

    /** A picture of a model with all that is made on the way to it. */
    UUID picture(String model) {
        return make(aStill().ofModel(model).graph());
    }

    /** Makes all that a job needs and that is not made. */
    UUID make(TaskGraph graph) {
        UUID job = stored.submit(graph);
        stored.tasksOf(job).stream().filter(task -> stored.state(task).isLive()).forEach(this::make);
        return job;
    }

    /** A task ends, and its output and memo lie in the store. */
    void make(UUID task) {
        String key = stored.column(task, "cache_key");
        try {
            blobs.put(new ByteArrayInputStream(key.getBytes(StandardCharsets.UTF_8)), Long.MAX_VALUE);
            blobs.putMemo(new CacheKey(key), new byte[]{1});
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        stored.made(task);
    }

    /** Keeps the cache to so many files. */
    void keep(int files) {
        evictor(files).keepToSize();
    }

    CacheEvictor evictor(int files) {
        CacheLimit limit = limit(files, Duration.ZERO);
        return new CacheEvictor(stored.jdbc, stored.transaction, new CachedFiles(stored.jdbc), blobs, limit,
                meters(), Clock.systemUTC());
    }

    /** Removes what was evicted, or noted as orphaned, longer ago than {@code grace}. */
    void remove(Duration grace) {
        new BlobRemoval(stored.jdbc, stored.transaction, new BlobLock(stored.jdbc), new NamedBlobs(stored.jdbc), blobs,
                limit(0, grace), meters()).removeDue();
    }

    CacheMeters meters() {
        return new CacheMeters(stored.meters, limit(0, Duration.ZERO));
    }

    static CacheLimit limit(int files, Duration grace) {
        return new CacheLimit(DataSize.ofBytes((long) files * BYTES), grace, Duration.ofDays(1));
    }

    /** What is still made of a model: {@code glb}, {@code scene}, {@code picture}. */
    List<String> made(String model) {
        List<String> names = List.of("glb", "scene", "picture");
        List<String> keys = keys(model);
        return names.stream().filter(name -> isMade(keys.get(names.indexOf(name)))).toList();
    }

    /** Whether what has this cache key is there. */
    boolean isMade(String key) {
        return stored.jdbc.sql("SELECT EXISTS (SELECT FROM media_asset WHERE cache_key = ? AND lost_at IS NULL)")
                .param(key).query(Boolean.class).single();
    }

    /** The cache keys of GLB, scene and picture. */
    List<String> keys(String model) {
        return PlanBuilder.keys(aStill().ofModel(model).graph());
    }

    boolean hasBlob(String key) throws IOException {
        return blobs.size(Sha256.of(key.getBytes(StandardCharsets.UTF_8))).isPresent();
    }

    /** The types of the tasks that a job found or made, e.g. {@code prepare-scene cached}. */
    List<String> tasks(UUID job) {
        return stored.jdbc.sql("""
                SELECT task.type || CASE WHEN job_task.cached THEN ' cached' ELSE '' END
                FROM job_task JOIN task ON task.id = job_task.task_id WHERE job_task.job_id = ? ORDER BY ordinal""")
                .param(job).query((row, number) -> Objects.requireNonNull(row.getString(1))).list();
    }

    /** The files were last used so many hours ago, and whoever read them ended then. */
    void lastUsed(String model, int hoursAgo) {
        String keys = String.join(",", Arrays.asList(keys(model).toArray(String[]::new)));
        for (String update : List.of(
                "UPDATE media_asset SET last_used_at = now() - :age::interval WHERE cache_key = ANY (string_to_array(:keys, ','))",
                "UPDATE task SET created_at = now() - :age::interval, finished_at = now() - :age::interval"
                        + " WHERE cache_key = ANY (string_to_array(:keys, ','))")) {
            stored.jdbc.sql(update).param("age", hoursAgo + " hours").param("keys", keys).update();
        }
    }
}
