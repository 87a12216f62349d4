package io.renderline.engine.consume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;

import static org.assertj.core.api.Assertions.assertThat;

class TaskMemosTest {
    private static final CacheKey KEY = new CacheKey("ab".repeat(32));

    @TempDir
    private Path folder;

    private FileSystemBlobStore store;
    private TaskMemos memos;

    @BeforeEach
    void open() throws IOException {
        store = new FileSystemBlobStore(folder.resolve("store"));
        memos = new TaskMemos(store);
    }

    @Test
    void whatWasRememberedIsFoundAsItWas() throws IOException {
        TaskResult result = result(stored("picture"));
        memos.remember(KEY, result);

        assertThat(memos.find(KEY)).contains(result);
    }

    @Test
    void whatWasNeverDoneIsNotFound() throws IOException {
        assertThat(memos.find(KEY)).isEmpty();
    }

    @Test
    void aMemoWhoseOutputIsGoneIsWorthNothing() throws IOException {
        OutputFile output = stored("picture");
        memos.remember(KEY, result(output));
        Files.delete(store.localFile(output.hash()).orElseThrow());

        assertThat(memos.find(KEY)).isEmpty();
    }

    @Test
    void aMemoWhoseOutputIsCutShortIsWorthNothing() throws IOException {
        OutputFile output = stored("picture");
        memos.remember(KEY, result(stored("thumbnail"), output));
        Files.writeString(store.localFile(output.hash()).orElseThrow(), "pict");

        assertThat(memos.find(KEY)).isEmpty();
    }

    @Test
    void aMemoWhoseOutputIsDamagedIsWorthNothing() throws IOException {
        OutputFile output = stored("picture");
        memos.remember(KEY, result(output));
        Files.writeString(store.localFile(output.hash()).orElseThrow(), "dicture");

        assertThat(memos.find(KEY)).isEmpty();
    }

    /** As a crash of the machine may leave one: cut short, empty, or of zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"outputs\":[", "", "\0\0\0\0", "null"})
    void aDamagedMemoIsPassedOver(String left) throws IOException {
        store.putMemo(KEY, left.getBytes(StandardCharsets.UTF_8));

        assertThat(memos.find(KEY)).isEmpty();
    }

    private OutputFile stored(String content) throws IOException {
        StoredBlob blob = store.put(Files.writeString(folder.resolve("file"), content));
        Sha256 hash = blob.hash();
        return new OutputFile(content, hash, blob.sizeBytes(), AssetKind.STILL, "image/png", 1, 1);
    }

    private static TaskResult result(OutputFile... outputs) {
        return new TaskResult(List.of(outputs), new DeviceUsed("gpu", "OPTIX", "A card", "570"), 12, 34, true, 5);
    }
}
