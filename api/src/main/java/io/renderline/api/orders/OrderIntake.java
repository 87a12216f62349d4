package io.renderline.api.orders;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import io.renderline.api.idempotency.Accepted;
import io.renderline.api.idempotency.IdempotencyKey;
import io.renderline.api.idempotency.IdempotencyKeys;
import io.renderline.api.orders.lines.WantedLine;
import io.renderline.api.web.FieldFault;

/** Accepts orders: all lines are checked and written down, in one transaction, and jobs are made of them behind that. */
@Service
class OrderIntake {
    private static final Logger LOG = LoggerFactory.getLogger(OrderIntake.class);

    private final OrderCheck check;
    private final OrderTable table;
    private final IdempotencyKeys keys;
    private final PlanningLoop planning;
    private final OrderMeters meters;

    OrderIntake(OrderCheck check, OrderTable table, IdempotencyKeys keys, PlanningLoop planning,
            OrderMeters meters) {
        this.check = check;
        this.table = table;
        this.keys = keys;
        this.planning = planning;
        this.meters = meters;
    }

    /**
     * An accepted order.
     *
     * @param refused what is wrong with the lines that were not taken, as far as it is named
     * @param refusedTotal how much is wrong with them in all
     */
    record Taken(Accepted order, List<FieldFault> refused, int refusedTotal) {
        static Taken before(UUID order) {
            return new Taken(new Accepted(order, true), List.of(), 0);
        }
    }

    /** @param key the client's, if it has sent one */
    Taken take(List<WantedLine> lines, OrderWishes wishes, Optional<String> key) {
        Optional<IdempotencyKey> sent = IdempotencyKey.of(IdempotencyKey.Scope.ORDER, key,
                () -> OrderFingerprint.of(lines, wishes));
        Optional<UUID> known = keys.earlier(sent);
        if (known.isPresent()) {
            return Taken.before(known.get());
        }
        OrderCheck.Checked checked = check.check(lines, wishes);
        Accepted order = keys.once(sent, id -> table.insert(id, checked.lines(), wishes));
        if (order.replayed()) {
            return Taken.before(order.id());
        }
        planning.signal();
        meters.accepted(checked.lines());
        LOG.info("Order {} is accepted: {} lines, {} outputs", order.id(), checked.lines().size(),
                checked.lines().stream().mapToInt(line -> line.outputs().size()).sum());
        return new Taken(order, checked.faults(), checked.faultsTotal());
    }
}
