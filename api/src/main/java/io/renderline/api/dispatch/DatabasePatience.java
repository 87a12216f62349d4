package io.renderline.api.dispatch;

import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/**
 * Makes a change again and again until the database has it. The message that it comes from is held meanwhile, not given back,
 * so that no delivery limit of the broker can lose it. What would fail each time is not repeated: one message that cannot be
 * taken in must not hold all that come after it.
 */
final class DatabasePatience {
    private static final Logger LOG = LoggerFactory.getLogger(DatabasePatience.class);

    private DatabasePatience() {}

    /**
     * Makes the change.
     *
     * @param what what waits, for the log
     * @throws RuntimeException when the change itself is at fault, or this process ends
     */
    static void untilCommitted(String what, Runnable change) {
        while (true) {
            try {
                change.run();
                return;
            } catch (DataIntegrityViolationException | InvalidDataAccessResourceUsageException e) {
                throw e;
            } catch (DataAccessException | TransactionException e) {
                LOG.warn("{} wait for the database: {}", what, e.getMessage());
                LOG.debug("Why they wait", e);
                pause(e);
            }
        }
    }

    private static void pause(RuntimeException cause) {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            // What waits goes back to the broker: this process ends.
            throw cause;
        }
    }
}
