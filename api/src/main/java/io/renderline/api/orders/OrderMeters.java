package io.renderline.api.orders;

import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts orders and their lines. Labels are states, never names or ids. */
@Component
class OrderMeters {
    private final MeterRegistry meters;

    OrderMeters(MeterRegistry meters) {
        this.meters = meters;
        orders();
        for (OrderState state : OrderState.values()) {
            if (!state.isLive()) {
                ends(state);
            }
        }
        List.of("accepted", "refused").forEach(this::lines);
        List.of("planned", "failed").forEach(this::outputs);
    }

    /** An order was written down. */
    void accepted(List<AcceptedLine> lines) {
        orders().increment();
        long refused = lines.stream().filter(line -> line.refusal() != null).count();
        lines("accepted").increment((double) lines.size() - refused);
        lines("refused").increment((double) refused);
    }

    /** Jobs were made of outputs, or could not be made. */
    void planned(long planned, long failed) {
        outputs("planned").increment((double) planned);
        outputs("failed").increment((double) failed);
    }

    void ended(OrderState state) {
        ends(state).increment();
    }

    private Counter orders() {
        return Counter.builder("renderline.orders.submitted").description("Orders that were accepted").register(meters);
    }

    private Counter ends(OrderState state) {
        return Counter.builder("renderline.orders.ended").description("Orders of which every line has ended")
                .tag("outcome", state.name().toLowerCase(Locale.ROOT)).register(meters);
    }

    private Counter lines(String outcome) {
        return Counter.builder("renderline.order.lines").description("Lines of accepted orders, taken or refused")
                .tag("outcome", outcome).register(meters);
    }

    private Counter outputs(String outcome) {
        return Counter.builder("renderline.order.outputs")
                .description("Output types of lines of which a job was made, or for which none can be made")
                .tag("outcome", outcome).register(meters);
    }
}
