package io.renderline.api.dispatch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.BatchMessageListener;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.context.SmartLifecycle;

import com.rabbitmq.client.Channel;

/**
 * Hands events on together: as many as have come while those before them were applied. A lone one waits for no company, and
 * an idle api wakes for none. Whatever was not applied is still the broker's.
 */
class EventIntake implements ChannelAwareMessageListener, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventIntake.class);
    private static final int MOST_AT_ONCE = 100;
    /** Those that are applied, and as many again that come meanwhile: this bounds {@link #waiting}. */
    private static final int PREFETCH = 2 * MOST_AT_ONCE;
    private static final long PAUSE_AFTER_DEFECT_SECONDS = 1;

    private final SimpleMessageListenerContainer container;
    private final BatchMessageListener listener;
    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    private volatile @Nullable Thread thread;

    private record Delivery(Message message, Channel channel) {
        long tag() {
            return message.getMessageProperties().getDeliveryTag();
        }
    }

    /** Takes over {@code container}, which must be of one consumer: its events are acknowledged in their order. */
    EventIntake(SimpleMessageListenerContainer container, BatchMessageListener listener) {
        this.container = container;
        this.listener = listener;
        container.setPrefetchCount(PREFETCH);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setAutoStartup(false);
        container.setMessageListener(this);
        container.afterPropertiesSet();
    }

    @Override
    public void onMessage(Message message, @Nullable Channel channel) {
        if (channel == null) {
            throw new IllegalStateException("An event is acknowledged on the channel that it came by");
        }
        waiting.add(new Delivery(message, channel));
    }

    @Override
    public void start() {
        Thread created = Thread.ofPlatform().name("events").daemon().unstarted(this::run);
        thread = created;
        created.start();
        container.start();
    }

    @Override
    public void stop() {
        container.stop();
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
        waiting.clear();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void run() {
        try {
            while (Thread.currentThread().equals(thread)) {
                List<Delivery> together = new ArrayList<>(MOST_AT_ONCE);
                together.add(waiting.take());
                waiting.drainTo(together, MOST_AT_ONCE - 1);
                handOn(together);
            }
        } catch (InterruptedException e) {
            LOG.debug("Taking in events ends", e);
        }
    }

    private void handOn(List<Delivery> together) throws InterruptedException {
        try {
            listener.onMessageBatch(together.stream().map(Delivery::message).toList());
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw (InterruptedException) new InterruptedException("Events go back to the broker").initCause(e);
            }
            LOG.error("{} events go back to the broker", together.size(), e);
            settle(together, false);
            TimeUnit.SECONDS.sleep(PAUSE_AFTER_DEFECT_SECONDS);
            return;
        }
        settle(together, true);
    }

    /** On each channel up to the last one of these: all before it were settled earlier. */
    private static void settle(List<Delivery> together, boolean applied) {
        Map<Channel, Long> last = new LinkedHashMap<>();
        together.forEach(delivery -> last.put(delivery.channel(), delivery.tag()));
        last.forEach((channel, tag) -> {
            try {
                if (applied) {
                    channel.basicAck(tag, true);
                } else {
                    channel.basicNack(tag, true, true);
                }
            } catch (IOException | RuntimeException e) {
                // They come again, and applying one twice changes nothing.
                LOG.debug("The channel of {} events is gone", together.size(), e);
            }
        });
    }
}
