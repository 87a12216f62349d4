package io.renderline.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.renderline.api.tasks.TaskProgression;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.FilmLength;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.message.TaskResult;
import io.renderline.core.message.TemplateOffer;

import static org.awaitility.Awaitility.await;

/** Reports tasks as started, done and failed, without doing them: for tests of what clients see of it. */
public final class PretendedWorker {
    public static final String NAME = "pretended-light-1";
    private static final DeviceUsed DEVICE = new DeviceUsed("cpu", "CPU", "A processor", null);
    private static final DeviceUsed ENCODER = new DeviceUsed("cpu", "CPU", "the processor", null, "libx264");

    private final JdbcClient sql;
    private final TaskProgression progression;
    private final BlobStore blobs;

    PretendedWorker(JdbcClient sql, TaskProgression progression, BlobStore blobs) {
        this.sql = sql;
        this.progression = progression;
        this.blobs = blobs;
    }

    /** The tasks of a job in the order of its plan. */
    public List<UUID> tasksOf(String job) {
        return sql.sql("SELECT task_id FROM job_task WHERE job_id = ? ORDER BY ordinal").param(UUID.fromString(job))
                .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class))).list();
    }

    /**
     * Waits until all orders and imports of other tests have become jobs, and takes the tasks that those have left: from
     * here on the database changes by this test alone, and what it submits is dispatched at once, as a queue's window is
     * empty.
     */
    public void clearAway() {
        await("orders and imports of other tests").until(() -> sql.sql("""
                SELECT NOT EXISTS (SELECT FROM order_output WHERE state = 'WAITING')
                       AND NOT EXISTS (SELECT FROM product_import_file WHERE outcome = 'PENDING')""")
                .query(Boolean.class).single());
        sql.sql("UPDATE task SET state = 'CANCELLED' WHERE state IN ('READY', 'QUEUED', 'RUNNING')").update();
    }

    /** Reports every task of a job as done. */
    public void finish(String job) {
        tasksOf(job).forEach(task -> succeed(task));
    }

    public void start(UUID task) {
        // The dispatcher may have published it already
        sql.sql("UPDATE task SET state = 'QUEUED', attempt = attempt + 1 WHERE id = ? AND state = 'READY'").param(task)
                .update();
        progression.apply(List.of(new TaskEvent.Started(task, attempt(task), NAME, Instant.now())));
    }

    /** Reports a task as done; {@code notes} say what is otherwise than was asked for. */
    public void succeed(UUID task, String... notes) {
        CacheKey key = new CacheKey(text(task, "cache_key"));
        OutputFile output = switch (text(task, "type")) {
            case "tessellate" -> output("geometry", key, AssetKind.GLTF_GEOMETRY, "model/gltf-binary", false);
            case "prepare-scene" -> output("scene", key, AssetKind.PREPARED_SCENE, "application/x-blender", false);
            case "export-geometry" ->
                output("geometry", key, AssetKind.USD_GEOMETRY, text(task, "params").contains("usdz")
                        ? "model/vnd.usdz+zip"
                        : "model/vnd.usd", false);
            case "pack-scene" -> output("scene", key, AssetKind.FILM_SCENE, "application/x-blender", false);
            case "render-frame" -> output("image", key, AssetKind.FRAME, "image/png", true);
            case "encode-video" ->
                new OutputFile("film", Sha256.of(("film" + key).getBytes(StandardCharsets.US_ASCII)), 10,
                        AssetKind.VIDEO, "video/mp4", 64, 48, new FilmLength(4, 24));
            default -> output("image", key, AssetKind.STILL, "image/png", true);
        };
        report(task, output, notes);
    }

    private void report(UUID task, OutputFile output, String... notes) {
        progression.apply(List.of(new TaskEvent.Succeeded(task, Math.max(1, attempt(task)), NAME, Instant.now(),
                new CacheKey(text(task, "cache_key")),
                new TaskResult(List.of(output), device(output.kind()), 50, 90, true, 4711, List.of(notes)))));
    }

    /** Only what is rendered or encoded has one. */
    private static @Nullable DeviceUsed device(AssetKind kind) {
        return switch (kind) {
            case VIDEO -> ENCODER;
            case STILL, FRAME -> DEVICE;
            default -> null;
        };
    }

    /** Reports a job that inspects a template as done; what the template offers is in the store. */
    public void inspect(String job, TemplateOffer offer) {
        UUID task = tasksOf(job).getFirst();
        byte[] json = MessageJson.write(offer);
        StoredBlob blob;
        try {
            blob = blobs.put(new ByteArrayInputStream(json), json.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        report(task, new OutputFile("offer", blob.hash(), blob.sizeBytes(), AssetKind.TEMPLATE_OFFER,
                "application/json", null, null));
    }

    public void fail(UUID task, FailureCode code, String message) {
        start(task);
        progression.apply(List.of(
                new TaskEvent.Failed(task, attempt(task), NAME, Instant.now(), new Failure(code, message))));
    }

    private static OutputFile output(String name, CacheKey key, AssetKind kind, String mimeType, boolean picture) {
        Sha256 hash = Sha256.of((name + key).getBytes(StandardCharsets.US_ASCII));
        return new OutputFile(name, hash, 10, kind, mimeType, picture ? 64 : null, picture ? 48 : null);
    }

    private int attempt(UUID task) {
        return Integer.parseInt(text(task, "attempt"));
    }

    private String text(UUID task, String column) {
        return sql.sql("SELECT " + column + "::text FROM task WHERE id = ?").param(task).query(String.class).single();
    }
}
