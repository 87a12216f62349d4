package io.renderline.core.messaging;

import java.lang.Thread.UncaughtExceptionHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;

import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;

/** How connections end. */
class BrokerConnectionTest {
    /** Without care, more than one in ten closings is noticed. */
    private static final int CLOSINGS = 30;

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();
    private @Nullable UncaughtExceptionHandler usual;

    @BeforeEach
    void listen() {
        usual = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
    }

    @AfterEach
    void listenNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(usual);
    }

    @Test
    void whatNobodyWaitsForIsGivenUpInSilenceWhenConnectionsClose() {
        for (int i = 0; i < CLOSINGS; i++) {
            CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "closing");
            AnonymousQueue queue = new AnonymousQueue();
            new RabbitAdmin(connections).declareQueue(queue);
            new ConfirmingPublisher(BrokerConnection.template(connections), Duration.ofSeconds(5))
                    .publishTransient(new Outgoing("", queue.getName(), "a heartbeat"));

            connections.destroy();
        }

        assertThat(uncaught).isEmpty();
    }
}
