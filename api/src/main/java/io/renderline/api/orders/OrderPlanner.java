package io.renderline.api.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

import io.renderline.api.jobs.JobSeries;
import io.renderline.api.jobs.ProductModel;
import io.renderline.api.jobs.ProductModels;
import io.renderline.api.outputs.OutputType;
import io.renderline.api.outputs.OutputTypes;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TraceParent;

/**
 * Makes jobs of what waits, some at a time, each time in one transaction: whatever ends this process leaves what it has not
 * committed to wait on, and nothing is made twice.
 */
@Component
class OrderPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(OrderPlanner.class);
    private static final String WAITED_FOR = "PLANNED";
    private static final String FAILED = "FAILED";

    private final WaitingOutputs waiting;
    private final ProductModels products;
    private final OutputTypes outputTypes;
    private final JobSeries jobs;
    private final TransactionTemplate transaction;
    private final OrderMeters meters;

    OrderPlanner(WaitingOutputs waiting, ProductModels products, OutputTypes outputTypes, JobSeries jobs,
            TransactionTemplate transaction, OrderMeters meters) {
        this.waiting = waiting;
        this.products = products;
        this.outputTypes = outputTypes;
        this.jobs = jobs;
        this.transaction = transaction;
        this.meters = meters;
    }

    /**
     * Makes jobs of what waits of one order.
     *
     * @param most so many outputs at once
     * @return how many outputs wait no more; 0 when none waited
     */
    int plan(int most) {
        try {
            return planned(most, false);
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException
                | TransientDataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("Of {} outputs no jobs could be made; now one by one", most, e);
            int done = 0;
            while (done < most && planned(1, true) > 0) {
                done++;
            }
            return done;
        }
    }

    /** @param suspicious whether one that breaks is to be failed: left waiting, it would be in the way of all others */
    private int planned(int most, boolean suspicious) {
        AtomicReference<WaitingOutputs.@Nullable WaitingOrder> current = new AtomicReference<>();
        AtomicReference<List<WaitingOutputs.Waiting>> outputs = new AtomicReference<>(List.of());
        try {
            List<WaitingOutputs.Planned> planned = Objects.requireNonNull(transaction.execute(status -> {
                Optional<WaitingOutputs.WaitingOrder> next = waiting.next();
                if (next.isEmpty()) {
                    return List.of();
                }
                current.set(next.get());
                outputs.set(waiting.of(next.get().id(), most));
                List<WaitingOutputs.Planned> done = plan(next.get(), outputs.get());
                waiting.planned(next.get(), done);
                return done;
            }));
            long failed = planned.stream().filter(output -> output.state().equals(FAILED)).count();
            meters.planned(planned.size() - failed, failed);
            return planned.size();
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException
                | TransientDataAccessException e) {
            throw e;
        } catch (RuntimeException e) {
            WaitingOutputs.WaitingOrder order = current.get();
            if (!suspicious || order == null || outputs.get().isEmpty()) {
                throw e;
            }
            WaitingOutputs.Waiting broken = outputs.get().getFirst();
            LOG.error("Line {} of order {} cannot become a job", broken.line(), order.id(), e);
            transaction.executeWithoutResult(status -> waiting.planned(order, List.of(failed(broken, "INTERNAL",
                    "This is a defect of Renderline, not of the order. Its log says more."))));
            return 1;
        }
    }

    private List<WaitingOutputs.Planned> plan(WaitingOutputs.WaitingOrder order,
            List<WaitingOutputs.Waiting> outputs) {
        Map<String, ProductModel> models = products
                .findAll(outputs.stream().map(WaitingOutputs.Waiting::product).collect(Collectors.toSet()));
        Map<String, OutputType> types = new HashMap<>();
        List<WaitingOutputs.Waiting> wanted = new ArrayList<>();
        List<JobSeries.Wanted> wishes = new ArrayList<>();
        List<WaitingOutputs.Planned> planned = new ArrayList<>();
        for (WaitingOutputs.Waiting output : outputs) {
            ProductModel model = models.get(output.product());
            if (model == null) {
                planned.add(failed(output, "PRODUCT_WITHOUT_FILE", "The product '" + output.product()
                        + "' has no CAD file and no USD master, or was taken off the lists. Give it a file by PUT"
                        + " /v1/products/…, then retry the line."));
                continue;
            }
            OutputType type = types.computeIfAbsent(output.outputType() + " " + output.version(),
                    key -> outputTypes.version(output.outputType(), output.version()).orElseThrow());
            wanted.add(output);
            wishes.add(new JobSeries.Wanted(model, type, order.priority(), output.job()));
        }
        try (LogContext _ = LogContext.open().trace(TraceParent.parse(order.traceparent()).orElse(null))) {
            List<JobSeries.Outcome> outcomes = jobs.submit(wishes, order.turns(), order.isLarge());
            for (int i = 0; i < outcomes.size(); i++) {
                planned.add(switch (outcomes.get(i)) {
                    case JobSeries.Outcome.Accepted(var job) -> new WaitingOutputs.Planned(wanted.get(i).line(),
                            wanted.get(i).place(), WAITED_FOR, job, null, null);
                    case JobSeries.Outcome.Refused(var code, var message) -> failed(wanted.get(i), code, message);
                });
            }
        }
        return planned;
    }

    private static WaitingOutputs.Planned failed(WaitingOutputs.Waiting output, String code, String message) {
        return new WaitingOutputs.Planned(output.line(), output.place(), FAILED, null, code, message);
    }
}
