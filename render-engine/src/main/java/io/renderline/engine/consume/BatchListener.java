package io.renderline.engine.consume;

import java.io.IOException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;

import com.rabbitmq.client.Channel;

import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TaskBatch;
import io.renderline.core.task.Lane;
import io.renderline.core.trace.LogContext;
import io.renderline.core.trace.TaskOrigin;

/**
 * Takes a batch off its queue. It is acknowledged when the events of all its tasks are confirmed, and not before: a crash
 * at any moment until then gives the batch to another worker.
 */
final class BatchListener implements ChannelAwareMessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(BatchListener.class);

    private final BatchRunner runner;
    private final Lane lane;

    /** A listener to the queues of one lane. */
    BatchListener(BatchRunner runner, Lane lane) {
        this.runner = runner;
        this.lane = lane;
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) throws IOException {
        if (channel == null) {
            throw new IllegalStateException("A batch is acknowledged on the channel that it came by");
        }
        long tag = message.getMessageProperties().getDeliveryTag();
        TaskBatch batch;
        try {
            batch = MessageJson.read(message.getBody(), TaskBatch.class);
        } catch (IOException e) {
            LOG.error("A message of {} goes to the dead letters: {}", message.getMessageProperties().getConsumerQueue(),
                    e.getMessage());
            channel.basicReject(tag, false);
            return;
        }
        try (LogContext _ = LogContext.of(TaskOrigin.ofHeaders(message.getMessageProperties().getHeaders()))) {
            settle(channel, tag, run(batch, channel));
        }
    }

    private boolean run(TaskBatch batch, Channel channel) {
        try {
            return runner.run(batch, lane, channel::isOpen);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            LOG.error("A batch of {} tasks is handed back", batch.tasks().size(), e);
            return false;
        }
    }

    private static void settle(Channel channel, long tag, boolean done) throws IOException {
        if (!channel.isOpen()) {
            LOG.warn("The broker has taken a batch back, since its connection was lost");
        } else if (done) {
            channel.basicAck(tag, false);
            LOG.debug("A batch is acknowledged");
        } else {
            LOG.info("Handing a batch back to the broker");
            channel.basicNack(tag, false, true);
        }
    }
}
