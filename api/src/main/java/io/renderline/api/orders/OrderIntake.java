package io.renderline.api.orders;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.orders.lines.WantedLine;
import io.renderline.api.web.FieldFault;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;

/** Accepts orders: all lines are checked and written down, in one transaction, and jobs are made of them behind that. */
@Service
class OrderIntake {
    private static final Logger LOG = LoggerFactory.getLogger(OrderIntake.class);

    private final OrderCheck check;
    private final OrderTable table;
    private final TransactionTemplate transaction;
    private final PlanningLoop planning;
    private final OrderMeters meters;

    OrderIntake(OrderCheck check, OrderTable table, TransactionTemplate transaction, PlanningLoop planning,
            OrderMeters meters) {
        this.check = check;
        this.table = table;
        this.transaction = transaction;
        this.planning = planning;
        this.meters = meters;
    }

    /**
     * An accepted order.
     *
     * @param replayed whether it was accepted before, under the same key
     * @param refused what is wrong with the lines that were not taken, as far as it is named
     * @param refusedTotal how much is wrong with them in all
     */
    record Accepted(UUID order, boolean replayed, List<FieldFault> refused, int refusedTotal) {
        static Accepted before(UUID order) {
            return new Accepted(order, true, List.of(), 0);
        }
    }

    Accepted accept(List<WantedLine> lines, OrderWishes wishes, Optional<String> key) {
        Sha256 fingerprint = OrderFingerprint.of(lines, wishes);
        Optional<UUID> known = key.flatMap(given -> earlier(given, fingerprint));
        if (known.isPresent()) {
            return Accepted.before(known.get());
        }
        OrderCheck.Checked checked = check.check(lines, wishes);
        UUID id = UUID.randomUUID();
        boolean accepted = Boolean.TRUE.equals(transaction.execute(status -> {
            table.insert(id, checked.lines(), wishes);
            if (key.isPresent() && !table.take(key.get(), fingerprint, id)) {
                status.setRollbackOnly();
                return false;
            }
            return true;
        }));
        if (!accepted) {
            // Only who shares the key with another request at the same time comes here, and finds what that one made
            return Accepted.before(key.flatMap(given -> earlier(given, fingerprint)).orElseThrow());
        }
        planning.signal();
        meters.accepted(checked.lines());
        LOG.info("Order {} is accepted: {} lines, {} outputs", id, checked.lines().size(),
                checked.lines().stream().mapToInt(line -> line.outputs().size()).sum());
        return new Accepted(id, false, checked.faults(), checked.faultsTotal());
    }

    private Optional<UUID> earlier(String key, Sha256 fingerprint) {
        return table.use(key).map(use -> {
            if (!use.requestSha256().equals(fingerprint.hex())) {
                throw new ProblemException(ProblemCode.IDEMPOTENCY_KEY_REUSED,
                        "The Idempotency-Key was already used for order " + use.orderId()
                                + ", with other lines. Use a new key for a new order.");
            }
            return use.orderId();
        });
    }
}
