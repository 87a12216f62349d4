package io.renderline.core.messaging;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TopologyTest {
    private static final int BOUND = 1_000;

    @ParameterizedTest
    @MethodSource("taskQueues")
    void aBatchSurvivesABrokerAndEndsWithTheDeadWhenItKillsItsWorkers(String queue) {
        assertThat(arguments(queue)).containsEntry("x-queue-type", "quorum")
                .containsEntry("x-delivery-limit", 5).containsEntry("x-dead-letter-exchange", Topology.DEAD);
    }

    @ParameterizedTest
    @MethodSource("taskQueues")
    void aBatchMayTakeADay(String queue) {
        assertThat(arguments(queue)).containsEntry("x-consumer-timeout", 86_400_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {Topology.EVENTS, Topology.DEAD})
    void whatEndsTasksIsNeverDropped(String queue) {
        assertThat(arguments(queue)).containsEntry("x-queue-type", "quorum").doesNotContainKeys("x-max-length",
                "x-message-ttl");
    }

    @Test
    void progressThatNobodyTakesIsDroppedFromTheOldestOn() {
        CachingConnectionFactory connections = BrokerConnection.factory(TestBroker.url(), "test");
        RabbitAdmin admin = new RabbitAdmin(connections);
        RabbitTemplate rabbit = BrokerConnection.template(connections);
        // One that is like it, but that nobody takes from
        String queue = "progress-" + UUID.randomUUID();
        admin.declareQueue(new org.springframework.amqp.core.Queue(queue, true, false, false,
                new HashMap<String, @Nullable Object>(arguments(Topology.PROGRESS))));
        try {
            // Over several channels, the broker would take them in any order
            rabbit.invoke(channel -> {
                for (int i = 0; i < BOUND + 100; i++) {
                    channel.convertAndSend("", queue, Integer.toString(i));
                }
                return true;
            });

            await().until(() -> rabbit.execute(channel -> channel.messageCount(queue)) == BOUND);
            Message oldest = rabbit.receive(queue);
            assertThat(oldest).isNotNull();
            assertThat(new String(oldest.getBody(), StandardCharsets.UTF_8)).isEqualTo("100");
        } finally {
            admin.deleteQueue(queue);
            connections.destroy();
        }
    }

    private static List<String> taskQueues() {
        return List.of("renderline.heavy", "renderline.heavy.express", "renderline.light", "renderline.light.express",
                "renderline.cpu", "renderline.cpu.express");
    }

    private static Map<String, Object> arguments(String queue) {
        return declared(queue).getArguments();
    }

    private static org.springframework.amqp.core.Queue declared(String name) {
        return Topology.declarables().getDeclarablesByType(org.springframework.amqp.core.Queue.class).stream()
                .filter(queue -> queue.getName().equals(name)).findFirst().orElseThrow();
    }
}
