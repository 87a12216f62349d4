package io.renderline.engine.consume;

import java.io.IOException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.CacheKey;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.OutputFile;
import io.renderline.core.message.TaskResult;
import io.renderline.engine.handler.NotStoredException;

/** What tasks have made, found again by cache key, so that a task that is delivered again is not done again. */
final class TaskMemos {
    private static final Logger LOG = LoggerFactory.getLogger(TaskMemos.class);

    private final BlobStore store;

    TaskMemos(BlobStore store) {
        this.store = store;
    }

    /**
     * The result, if the task is done and all that it made still lies in the store, undamaged. That is looked at byte by
     * byte: a task is also run again because what it made was damaged, and its memo would hand out the damaged file for ever.
     */
    Optional<TaskResult> find(CacheKey key) throws IOException {
        Optional<byte[]> memo = store.memo(key);
        if (memo.isEmpty()) {
            return Optional.empty();
        }
        TaskResult result;
        try {
            result = MessageJson.read(memo.get(), TaskResult.class);
        } catch (IOException e) {
            LOG.warn("Passing over the memo of {}, which is damaged: {}", key, e.getMessage());
            return Optional.empty();
        }
        for (OutputFile output : result.outputs()) {
            if (store.size(output.hash()).orElse(-1) != output.sizeBytes() || !store.isSound(output.hash())) {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }

    /** Remembers a result whose outputs are stored already. */
    void remember(CacheKey key, TaskResult result) throws IOException {
        byte[] memo = MessageJson.write(result);
        try {
            store.putMemo(key, memo);
        } catch (IOException e) {
            throw new NotStoredException(memo.length, e);
        }
    }
}
