package io.renderline.api.tasks;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What must not be told before it is true: a transaction that is rolled back has done nothing. */
final class AfterCommit {
    private AfterCommit() {}

    /** Runs {@code action} when the current transaction has committed, at once where there is none. */
    static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }
}
