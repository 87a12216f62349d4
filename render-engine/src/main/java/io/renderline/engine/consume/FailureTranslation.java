package io.renderline.engine.consume;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.renderline.core.blob.BlobStoreUnavailableException;
import io.renderline.core.blob.BlobStoreUnusableException;
import io.renderline.core.failure.Failure;
import io.renderline.core.failure.FailureCode;
import io.renderline.core.failure.TaskFailedException;
import io.renderline.engine.handler.NotStoredException;

/** Says by code and sentence what went wrong; the stack trace goes to the log. */
final class FailureTranslation {
    private static final Logger LOG = LoggerFactory.getLogger(FailureTranslation.class);

    private FailureTranslation() {}

    static Failure of(Exception thrown) {
        return switch (thrown) {
            case TaskFailedException failed -> {
                LOG.info("Failed: {}", failed.getMessage());
                yield failed.failure();
            }
            case BlobStoreUnavailableException away -> storage(away);
            case BlobStoreUnusableException refused -> storage(refused);
            case NotStoredException notStored -> of(notStored.getCause());
            case IOException storage -> {
                LOG.warn("The blob store or the work folder could not be used", storage);
                yield new Failure(FailureCode.STORAGE_UNAVAILABLE,
                        "The blob store or the worker's disk could not be used ("
                                + storage + "). Check that it is there and not full; the task is tried again.");
            }
            default -> {
                LOG.error("A defect in Renderline", thrown);
                yield new Failure(FailureCode.INTERNAL, "The worker met something that it does not know how to handle ("
                        + thrown + "). Its log has the details; please report it.");
            }
        };
    }

    /** What the store says is a sentence already. */
    private static Failure storage(IOException thrown) {
        LOG.warn("The blob store could not be used", thrown);
        return new Failure(FailureCode.STORAGE_UNAVAILABLE, thrown.getMessage() + " The task is tried again.");
    }
}
