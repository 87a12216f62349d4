package io.renderline.api.orders;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.api.catalog.KnownProducts;
import io.renderline.api.orders.lines.LineText;
import io.renderline.api.orders.lines.OrderLimits;
import io.renderline.api.orders.lines.WantedLine;
import io.renderline.api.outputs.OutputType;
import io.renderline.api.outputs.OutputTypes;
import io.renderline.api.web.FieldFault;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

/** Checks the lines of an order against what there is, all of them at once. */
@Component
class OrderCheck {
    /** So many faults are named; all of them are counted. */
    private static final int MOST_FAULTS = 1000;
    /** Looking for what was meant costs a look into an index each time. */
    private static final int MOST_SUGGESTIONS = 20;
    private static final int MOST_NAMES = 20;
    private static final int MAX_REFUSAL = 2000;

    private final KnownProducts products;
    private final OutputTypes outputTypes;
    private final OrderLimits limits;

    OrderCheck(KnownProducts products, OutputTypes outputTypes, OrderLimits limits) {
        this.products = products;
        this.outputTypes = outputTypes;
        this.limits = limits;
    }

    /**
     * What becomes of an order.
     *
     * @param faults what is wrong with refused lines, as far as it is named
     * @param faultsTotal how much is wrong in all
     */
    record Checked(List<AcceptedLine> lines, List<FieldFault> faults, int faultsTotal) {}

    /** @throws ProblemException when lines are wrong and the client wants all or nothing, or no line is right */
    Checked check(List<WantedLine> lines, OrderWishes wishes) {
        Map<String, OutputType> types = outputTypes.all().stream()
                .collect(Collectors.toMap(OutputType::name, type -> type));
        List<List<String>> wanted = lines.stream()
                .map(line -> line.outputTypes().isEmpty() ? wishes.outputTypes() : line.outputTypes()).toList();
        findUnknownProducts(lines);
        findWrongTypes(lines, wanted, types);
        findRepetitions(lines, wanted);
        List<FieldFault> faults = lines.stream().flatMap(line -> line.faults().stream()).limit(MOST_FAULTS).toList();
        int total = lines.stream().mapToInt(line -> line.faults().size()).sum();
        boolean someAreRight = lines.stream().anyMatch(line -> line.faults().isEmpty());
        if (total > 0 && (!wishes.partial() || !someAreRight)) {
            throw ProblemException.ofRows(faults, total);
        }
        return new Checked(accepted(lines, wanted, types), faults, total);
    }

    private void findUnknownProducts(List<WantedLine> lines) {
        Set<String> unknown = products.unknown(lines.stream().map(WantedLine::product).filter(Objects::nonNull)
                .collect(Collectors.toSet()));
        Map<String, String> nearest = new HashMap<>();
        for (WantedLine line : lines) {
            String product = line.product();
            if (product == null || product.isEmpty()) {
                if (!line.isUnread() && !line.hasFault("product")) {
                    line.fault("product", "is missing; it must be the article number of a product");
                }
            } else if (unknown.contains(product)) {
                if (nearest.size() < MOST_SUGGESTIONS) {
                    nearest.computeIfAbsent(product, number -> products.nearest(number)
                            .map(near -> "; did you mean '" + near + "'?").orElse(""));
                }
                line.fault("product", "is '" + LineText.shown(product) + "'; no product has this article number"
                        + nearest.getOrDefault(product, ""));
            }
        }
    }

    private static void findWrongTypes(List<WantedLine> lines, List<List<String>> wanted,
            Map<String, OutputType> types) {
        String known = types.keySet().stream().sorted().limit(MOST_NAMES).collect(Collectors.joining(", "));
        for (int i = 0; i < lines.size(); i++) {
            WantedLine line = lines.get(i);
            if (wanted.get(i).isEmpty() && !line.isUnread() && !line.hasFault("outputTypes")) {
                line.fault("outputTypes", "is missing, and the order names none for all lines (?outputTypes=…);"
                        + " there are " + known);
            }
            for (String name : wanted.get(i)) {
                if (!types.containsKey(name)) {
                    line.fault("outputTypes", "has '" + LineText.shown(name)
                            + "', and no output type has this name; there are " + known);
                }
            }
        }
    }

    private static void findRepetitions(List<WantedLine> lines, List<List<String>> wanted) {
        record Asked(String product, String type, @Nullable String reference) {}
        Map<Asked, String> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            WantedLine line = lines.get(i);
            String product = line.product();
            if (product == null || product.isEmpty()) {
                continue;
            }
            for (String type : wanted.get(i)) {
                String before = places.putIfAbsent(new Asked(product, type, line.reference()), line.place());
                if (before != null) {
                    line.fault("product", "is '" + LineText.shown(product) + "', of which " + before + " wants "
                            + LineText.shown(type) + " already, with the same reference; leave one of them away");
                    break;
                }
            }
        }
    }

    private List<AcceptedLine> accepted(List<WantedLine> lines, List<List<String>> wanted,
            Map<String, OutputType> types) {
        Map<String, Integer> firstLines = new HashMap<>();
        List<AcceptedLine> accepted = new ArrayList<>(lines.size());
        int outputs = 0;
        for (int i = 0; i < lines.size(); i++) {
            WantedLine line = lines.get(i);
            int number = i + 1;
            if (!line.faults().isEmpty()) {
                accepted.add(refused(line, number));
                continue;
            }
            Integer first = firstLines.putIfAbsent(String.valueOf(line.product()), number);
            List<AcceptedLine.Output> made = wanted.get(i).stream().map(types::get).map(Objects::requireNonNull)
                    .map(type -> new AcceptedLine.Output(type.name(), type.version())).toList();
            outputs += made.size();
            accepted.add(new AcceptedLine(number, line.place(), line.product(), line.reference(),
                    first == null ? number : first, made, null));
        }
        if (outputs > limits.maxOutputs()) {
            throw new ProblemException(ProblemCode.ORDER_TOO_LARGE, "The order asks for " + outputs
                    + " outputs, more than the " + limits.maxOutputs() + " that are taken at once. Split it.");
        }
        return accepted;
    }

    /** What is wrong with it may be that it cannot be kept as it is. */
    private static AcceptedLine refused(WantedLine line, int number) {
        String why = line.faults().stream().map(fault -> fault.field() + " " + fault.message())
                .collect(Collectors.joining("; "));
        return new AcceptedLine(number, line.place(), line.product() == null ? null : LineText.shown(line.product()),
                line.reference() == null ? null : LineText.shownUpTo(line.reference(), LineText.MAX_REFERENCE),
                number, List.of(), LineText.shownUpTo(why, MAX_REFUSAL));
    }
}
