package io.renderline.api.dispatch;

import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import io.renderline.api.background.SignalledLoop;
import io.renderline.core.messaging.PublishFailedException;
import io.renderline.core.task.Queue;

/** Runs the dispatcher whenever something may have become ready, and at least once per poll. */
@Component
class DispatchLoop extends SignalledLoop {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchLoop.class);

    private final TaskDispatcher dispatcher;

    DispatchLoop(TaskDispatcher dispatcher, DispatchProperties properties) {
        super("dispatch", properties.poll());
        this.dispatcher = dispatcher;
    }

    @Override
    protected void round() {
        queuesWithWork().forEach(this::dispatch);
    }

    /** All queues are looked at together: an idle api has one statement a poll to run. */
    private Set<Queue> queuesWithWork() {
        try {
            return dispatcher.queuesWithWork();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("Nothing was dispatched: {}", e.getMessage());
            LOG.debug("Why nothing was dispatched", e);
            return Set.of();
        }
    }

    /** What is not dispatched now stays READY: the next round tries it again. */
    private void dispatch(Queue queue) {
        try {
            dispatcher.dispatch(queue);
        } catch (PublishFailedException | AmqpException | DataAccessException | TransactionException e) {
            LOG.warn("Nothing was dispatched to {}: {}", queue.amqpName(), e.getMessage());
            LOG.debug("Why nothing was dispatched", e);
        } catch (RuntimeException e) {
            // A defect with one queue must not end the only thread that dispatches to all.
            LOG.error("Nothing was dispatched to {}", queue.amqpName(), e);
        }
    }
}
