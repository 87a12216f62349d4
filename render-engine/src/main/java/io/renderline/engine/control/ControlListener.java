package io.renderline.engine.control;

import java.io.IOException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageListener;

import io.renderline.core.message.ControlMessage;
import io.renderline.core.message.MessageJson;

/** Does what the api tells all workers. */
public final class ControlListener implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(ControlListener.class);

    private final TasksInHand tasks;

    public ControlListener(TasksInHand tasks) {
        this.tasks = tasks;
    }

    @Override
    public void onMessage(Message message) {
        try {
            switch (MessageJson.read(message.getBody(), ControlMessage.class)) {
                case ControlMessage.CancelTasks cancel -> tasks.cancel(cancel.taskIds());
            }
        } catch (IOException e) {
            LOG.warn("Passing over a control message: {}", e.getMessage());
        }
    }
}
