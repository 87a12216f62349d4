package io.renderline.core.messaging;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import io.renderline.core.messaging.ConfirmingPublisher.Outgoing;
import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConfirmingPublisherTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "test");
    private final RabbitTemplate rabbit = BrokerConnection.template(connections);
    private final ConfirmingPublisher publisher = new ConfirmingPublisher(rabbit, TIMEOUT);

    @BeforeEach
    void declare() {
        RabbitAdmin admin = new RabbitAdmin(connections);
        Topology.declarables().getDeclarablesByType(org.springframework.amqp.core.Exchange.class)
                .forEach(admin::declareExchange);
        Topology.declarables().getDeclarablesByType(org.springframework.amqp.core.Queue.class)
                .forEach(admin::declareQueue);
        Topology.declarables().getDeclarablesByType(org.springframework.amqp.core.Binding.class)
                .forEach(admin::declareBinding);
        admin.purgeQueue(Topology.EVENTS);
    }

    @AfterEach
    void close() {
        connections.destroy();
    }

    @Test
    void whatWasConfirmedLiesInItsQueueInOrder() throws Exception {
        List<Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(new Outgoing(Topology.REPORTS, Topology.EVENTS, i));
        }

        publisher.publishAll(messages);

        for (int i = 0; i < 100; i++) {
            Message message = rabbit.receive(Topology.EVENTS);
            assertThat(message).isNotNull();
            assertThat(message.getBody()).asString().isEqualTo(Integer.toString(i));
        }
    }

    @Test
    void aMessageThatNoQueueTakesIsAFailureThoughTheBrokerConfirmsIt() {
        assertThatThrownBy(() -> publisher.publish(new Outgoing(Topology.REPORTS, "nowhere", "lost")))
                .isInstanceOf(PublishFailedException.class).hasMessageContaining("No queue takes messages for nowhere");
    }

    @Test
    void anExchangeThatDoesNotExistIsAFailure() {
        assertThatThrownBy(() -> publisher.publish(new Outgoing("renderline.nothing", "x", "lost")))
                .isInstanceOf(PublishFailedException.class);
    }

    @Test
    void aBrokerThatIsAwayIsAFailure() {
        CachingConnectionFactory nobody = BrokerConnection.factory(URI.create("amqp://guest:guest@127.0.0.1:1"),
                "test");
        try {
            ConfirmingPublisher unreachable = new ConfirmingPublisher(BrokerConnection.template(nobody), TIMEOUT);

            assertThatThrownBy(() -> unreachable.publish(new Outgoing(Topology.REPORTS, Topology.EVENTS, "lost")))
                    .isInstanceOf(PublishFailedException.class).hasMessageContaining("could not be reached");
        } finally {
            nobody.destroy();
        }
    }

    @Test
    void aBatchThatIsRejectedLiesWithTheDead() throws Exception {
        RabbitAdmin admin = new RabbitAdmin(connections);
        admin.purgeQueue("renderline.heavy");
        admin.purgeQueue(Topology.DEAD);
        publisher.publish(new Outgoing(Topology.TASKS, "heavy", "poison"));

        rabbit.execute(channel -> {
            var delivery = channel.basicGet("renderline.heavy", false);
            channel.basicReject(delivery.getEnvelope().getDeliveryTag(), false);
            return null;
        });

        Message dead = rabbit.receive(Topology.DEAD, TIMEOUT.toMillis());
        assertThat(dead).isNotNull();
        assertThat(dead.getBody()).asString().contains("poison");
    }
}
