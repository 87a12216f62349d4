package io.renderline.api.imports;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.catalog.ProductFiles;
import io.renderline.api.imports.ImportedFile.Outcome;

/**
 * Makes products of imported files, each in a transaction of its own: what a crash leaves is still PENDING, and is done
 * after the next start.
 */
@Component
class ImportRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ImportRunner.class);

    private final ImportTable table;
    private final ProductFiles products;
    private final TransactionTemplate transaction;

    ImportRunner(ImportTable table, ProductFiles products, TransactionTemplate transaction) {
        this.table = table;
        this.products = products;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelayString = "${renderline.import.interval:1s}")
    void run() {
        boolean more = true;
        while (more) {
            more = step();
        }
    }

    /** Deals with one file; false when there is none. */
    private boolean step() {
        AtomicReference<ImportTable.@Nullable Pending> current = new AtomicReference<>();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> one(current)));
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException
                | TransientDataAccessException e) {
            LOG.warn("The database cannot be used; imports go on when it can", e);
            return false;
        } catch (RuntimeException e) {
            ImportTable.Pending file = current.get();
            if (file == null) {
                throw e;
            }
            // Left PENDING, it would be in the way of all that comes after it
            LOG.error("File {} of import {} cannot become a product", file.ordinal(), file.importId(), e);
            transaction.executeWithoutResult(status -> table.done(file, Outcome.REFUSED,
                    "This is a defect of Renderline, not of the file. Its log says more."));
            return true;
        }
    }

    private boolean one(AtomicReference<ImportTable.@Nullable Pending> current) {
        Optional<ImportTable.Pending> next = table.next();
        next.ifPresent(file -> {
            current.set(file);
            table.done(file, switch (products.give(file.articleNumber(), file.assetId())) {
                case CREATED -> Outcome.CREATED;
                case NEW_REVISION -> Outcome.NEW_REVISION;
                case UNCHANGED -> Outcome.UNCHANGED;
            }, null);
        });
        return next.isPresent();
    }
}
