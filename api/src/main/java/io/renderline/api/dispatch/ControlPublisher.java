package io.renderline.api.dispatch;

import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.WorkerControl;
import io.renderline.core.message.ControlMessage;
import io.renderline.core.messaging.ConfirmingPublisher;
import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.core.messaging.Topology;

/** Reaches workers by the control exchange. */
@Component
class ControlPublisher implements WorkerControl {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPublisher.class);

    private final ConfirmingPublisher publisher;

    ControlPublisher(ConfirmingPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public void stop(Set<UUID> taskIds) {
        try {
            publisher.publishTransient(new Outgoing(Topology.CONTROL, "", new ControlMessage.CancelTasks(taskIds)));
        } catch (AmqpException e) {
            LOG.warn("Workers could not be told to stop {} tasks; they are told when they start them", taskIds.size(),
                    e);
        }
    }
}
