package io.renderline.api.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.BatchMessageListener;
import org.springframework.amqp.core.Message;
import org.springframework.stereotype.Component;

import io.renderline.api.tasks.TaskProgression;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskEvent;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TaskOrigin;

/**
 * Takes in what workers report, as many events at once as are there. A batch is acknowledged when it is committed; while the
 * database is away it is held, not given back, so that no delivery limit of the broker can lose it.
 */
@Component
class TaskEventListener implements BatchMessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(TaskEventListener.class);

    private final TaskProgression progression;
    private final DispatchLoop loop;

    TaskEventListener(TaskProgression progression, DispatchLoop loop) {
        this.progression = progression;
        this.loop = loop;
    }

    @Override
    public void onMessage(Message message) {
        onMessageBatch(List.of(message));
    }

    @Override
    public void onMessageBatch(List<Message> messages) {
        List<TaskEvent> events = new ArrayList<>(messages.size());
        for (Message message : messages) {
            try {
                TaskEvent event = MessageJson.read(message.getBody(), TaskEvent.class);
                events.add(event);
                log(message, event);
            } catch (IOException e) {
                LOG.error("An event cannot be read and is passed over: {}", e.getMessage(), e);
            }
        }
        applyAll(events);
        // What ended may have made room in a window.
        loop.signal();
    }

    private static void log(Message message, TaskEvent event) {
        if (LOG.isDebugEnabled()) {
            TaskOrigin origin = TaskOrigin.ofHeaders(message.getMessageProperties().getHeaders());
            try (LogContext _ = LogContext.of(origin).task(event.taskId()).worker(event.worker())) {
                LOG.debug("Task {} has {}", event.taskId(), event.getClass().getSimpleName().toLowerCase(Locale.ROOT));
            }
        }
    }

    private void applyAll(List<TaskEvent> events) {
        try {
            DatabasePatience.untilCommitted(events.size() + " events", () -> progression.apply(events));
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            applyEach(events, e);
        }
    }

    /** All of them or none were applied; the one that is at fault must not take the others with it. */
    private void applyEach(List<TaskEvent> events, RuntimeException why) {
        if (events.size() == 1) {
            LOG.error("An event cannot be applied and is passed over: {}", events.getFirst(), why);
            return;
        }
        events.forEach(event -> applyAll(List.of(event)));
    }
}
