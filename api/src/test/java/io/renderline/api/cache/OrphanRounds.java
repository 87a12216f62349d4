package io.renderline.api.cache;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;

/** Searches of a blob store for what nothing names, at a time of their own; what is older than a day is an orphan. */
final class OrphanRounds {
    private final FilledCache cache;
    private final Path folder;
    private Instant now = Instant.now();

    /** @param folder where the store's files lie, under the names that they have in it */
    OrphanRounds(FilledCache cache, Path folder) {
        this.cache = cache;
        this.folder = folder;
        try {
            new StoreClaim(cache.stored.jdbc, cache.blobs).holds();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores bytes that nothing names, so long ago. */
    Sha256 blob(String content, Duration ago) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        Sha256 hash = cache.blobs.put(new ByteArrayInputStream(bytes), bytes.length).hash();
        age(folder.resolve("sha256/" + hash.hex().substring(0, 2) + "/" + hash.hex()), ago);
        return hash;
    }

    /** A worker has stored an output and a memo so long ago, and died. */
    Sha256 unreported(CacheKey key, String content, Duration ago) throws IOException {
        Sha256 hash = blob(content, ago);
        OutputFile output = new OutputFile("geometry", hash, content.length(), AssetKind.GLTF_GEOMETRY,
                "model/gltf-binary", null, null);
        cache.blobs.putMemo(key, MessageJson.write(new TaskResult(List.of(output), null, 1, 2, false, 3)));
        age(folder.resolve("memo/" + key.hex().substring(0, 2) + "/" + key.hex() + ".json"), ago);
        return hash;
    }

    /** A file that somebody began to store so long ago. */
    Path unfinished(String name, Duration ago) throws IOException {
        Path file = Files.createFile(folder.resolve("tmp").resolve(name));
        age(file, ago);
        return file;
    }

    /** Everything in the store was stored so long ago. */
    void age(Duration ago) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                age(file, ago);
            }
        }
    }

    private static void age(Path file, Duration ago) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    }

    /** The bytes become those of an uploaded file. */
    void register(Sha256 content) {
        cache.stored.jdbc.sql("""
                INSERT INTO media_asset (id, sha256, kind, mime_type, size_bytes)
                VALUES (gen_random_uuid(), ?, 'step_source', 'model/step', 5)""").param(content.hex()).update();
    }

    boolean has(Sha256 content) {
        try {
            return cache.blobs.size(content).isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many blobs are to be removed. */
    int waiting() {
        return cache.stored.count("removable_blob WHERE removed_at IS NULL");
    }

    /** What is looked through next. */
    String among() {
        return cache.stored.jdbc.sql("SELECT among FROM orphan_search").query(String.class).single();
    }

    double counted(String kind) {
        return cache.stored.meters.get("renderline.cache.orphans").tag("kind", kind).counter().count();
    }

    /** The time from now on. */
    void later(Duration by) {
        now = now.plus(by);
    }

    /** Looks through memos and blobs once. */
    void search() {
        OrphanSearch search = newSearch();
        for (int round = 0; round < 3; round++) {
            search.goOn();
        }
    }

    void searchAndRemove() {
        later(Duration.ofHours(2));
        search();
        remove(Duration.ZERO);
    }

    /** Removes what was noted longer ago than {@code grace}. */
    void remove(Duration grace) {
        cache.remove(grace);
    }

    /** As an api does it that has just started. */
    OrphanSearch newSearch() {
        BlobStore store = cache.blobs;
        CacheLimit limit = FilledCache.limit(0, Duration.ZERO);
        CacheMeters meters = cache.meters();
        return new OrphanSearch(cache.stored.jdbc, cache.stored.transaction,
                new StoreClaim(cache.stored.jdbc, store), new OrphanedMemos(cache.stored.jdbc, store, meters),
                new OrphanedBlobs(cache.stored.jdbc, new NamedBlobs(cache.stored.jdbc)), store, limit,
                meters, Clock.fixed(now, ZoneOffset.UTC));
    }
}
