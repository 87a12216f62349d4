package io.renderline.core.messaging;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.Connection;

import io.renderline.testing.TestBroker;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumerTimeoutCheckTest {
    @ParameterizedTest
    @ValueSource(strings = {"3.8.19", "3.10.8", "3.11.0-rc.1"})
    void aBrokerThatPassesOverWhatItsQueuesAskForIsComplainedOf(String version) {
        assertThat(ConsumerTimeoutCheck.complaint(Map.of("version", version)))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(version, "consumer_timeout = 86400000",
                        "rabbitmq.conf"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.12.0", "3.13.7", "4.0.5", "10.1", "unknown"})
    void anyOtherIsNot(String version) {
        assertThat(ConsumerTimeoutCheck.complaint(Map.of("version", version))).isEmpty();
    }

    @Test
    void aRealBrokerSaysWhichVersionItIs() {
        CachingConnectionFactory factory = BrokerConnection.factory(TestBroker.url(), "check");
        try (Connection connection = factory.createConnection()) {
            assertThat(String.valueOf(connection.getDelegate().getServerProperties().get("version")))
                    .matches("\\d+\\.\\d+.*");
        } finally {
            factory.destroy();
        }
    }
}
