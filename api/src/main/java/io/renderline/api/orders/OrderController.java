package io.renderline.api.orders;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.idempotency.IdempotencyKey;
import io.renderline.api.orders.lines.OrderReader;
import io.renderline.api.tasks.JobState;
import io.renderline.api.web.ListQuery;
import io.renderline.api.web.NewestCursor;
import io.renderline.api.web.PageCursor;
import io.renderline.api.web.PathId;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;

import jakarta.servlet.http.HttpServletRequest;

/** Orders over HTTP. */
@RestController
class OrderController {
    private static final int MAX_PAGE = 200;
    private static final int MAX_LINES = 1000;

    private final OrderReader reader;
    private final OrderIntake intake;
    private final OrderQueries orders;
    private final LineQueries lines;
    private final OrderCancellation cancellation;
    private final OrderRetry retry;

    OrderController(OrderReader reader, OrderIntake intake, OrderQueries orders, LineQueries lines,
            OrderCancellation cancellation, OrderRetry retry) {
        this.reader = reader;
        this.intake = intake;
        this.orders = orders;
        this.lines = lines;
        this.cancellation = cancellation;
        this.retry = retry;
    }

    @PostMapping("/v1/orders")
    ResponseEntity<OrderView> order(HttpServletRequest request,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String idempotencyKey)
            throws IOException, HttpMediaTypeNotSupportedException {
        Optional<String> key = IdempotencyKey.parse(idempotencyKey);
        OrderWishes wishes = OrderWishesReader.read(request);
        OrderIntake.Taken taken = intake.take(reader.read(request, wishes.encoding()), wishes, key);
        UUID order = taken.order().id();
        return taken.order().answer(path(order))
                .body(view(order).with(new OrderView.Refused(taken.refusedTotal(), taken.refused())));
    }

    @GetMapping("/v1/orders")
    OrderView.Page list(@RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return orders.page(ListQuery.state(state, OrderState.values()),
                cursor == null ? NewestCursor.START : NewestCursor.parse(cursor), ListQuery.limit(limit, MAX_PAGE));
    }

    @GetMapping("/v1/orders/{id}")
    OrderView order(@PathVariable String id) {
        return view(known(id));
    }

    @GetMapping("/v1/orders/{id}/lines")
    OrderLineView.Page lines(@PathVariable String id, @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "100") int limit) {
        UUID order = known(id);
        List<OrderLineView> found = lines.page(order, ListQuery.state(state, JobState.values()), after(cursor),
                ListQuery.limit(limit, MAX_LINES) + 1);
        return found.size() <= limit
                ? new OrderLineView.Page(found, null)
                : new OrderLineView.Page(found.subList(0, limit), String.valueOf(found.get(limit - 1).line()));
    }

    /** Ends the order. What it shares with others goes on. */
    @PostMapping("/v1/orders/{id}/cancel")
    ResponseEntity<OrderView> cancel(@PathVariable String id) {
        UUID order = known(id);
        if (!cancellation.cancel(order)) {
            throw wrongState("Order " + id + " is " + view(order).state()
                    + "; only a QUEUED or RUNNING one can be cancelled.");
        }
        return accepted(order);
    }

    @PostMapping("/v1/orders/{id}/lines/{line}/cancel")
    ResponseEntity<OrderView> cancelLine(@PathVariable String id, @PathVariable String line) {
        UUID order = known(id);
        if (!cancellation.cancel(order, knownLine(order, line))) {
            throw wrongState("All of line " + line + " has ended; only what is QUEUED or RUNNING can be cancelled.");
        }
        return accepted(order);
    }

    /** Does again what failed or was cancelled. */
    @PostMapping("/v1/orders/{id}/retry")
    ResponseEntity<OrderView> retry(@PathVariable String id) {
        return retry(known(id), null);
    }

    @PostMapping("/v1/orders/{id}/lines/{line}/retry")
    ResponseEntity<OrderView> retryLine(@PathVariable String id, @PathVariable String line) {
        UUID order = known(id);
        return retry(order, knownLine(order, line));
    }

    private ResponseEntity<OrderView> retry(UUID order, @Nullable Integer line) {
        return switch (retry.retry(order, line)) {
            case AGAIN -> accepted(order);
            case NOTHING -> throw wrongState((line == null ? "Nothing of order " + order : "Nothing of line " + line)
                    + " has failed or was cancelled; only that can be retried. A refused line is sent in a new order.");
            case ENDING -> throw wrongState("Order " + order
                    + " is being cancelled; retry it when it is CANCELLED, in a moment.");
        };
    }

    private ResponseEntity<OrderView> accepted(UUID order) {
        return ResponseEntity.accepted().location(path(order))
                .body(orders.find(order, Duration.ZERO).orElseThrow());
    }

    private UUID known(String id) {
        return PathId.parse(id).filter(orders::exists).orElseThrow(() -> unknown(id));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(ProblemCode.UNKNOWN_ORDER, "No order has the id '" + id + "'.");
    }

    private int knownLine(UUID order, String line) {
        return number(line).filter(number -> lines.exists(order, number)).orElseThrow(() -> new ProblemException(
                ProblemCode.UNKNOWN_ORDER, "The order has no line '" + line + "'; they are counted from 1."));
    }

    private OrderView view(UUID order) {
        return orders.find(order).orElseThrow();
    }

    private static int after(@Nullable String cursor) {
        return cursor == null ? 0 : number(cursor).orElseThrow(() -> PageCursor.refused(cursor, null));
    }

    private static Optional<Integer> number(String text) {
        return text.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }

    private static URI path(UUID order) {
        return URI.create("/v1/orders/" + order);
    }

    private static ProblemException wrongState(String sentence) {
        return new ProblemException(ProblemCode.WRONG_ORDER_STATE, sentence);
    }
}
