package io.renderline.testing;

import java.net.URI;

import org.testcontainers.rabbitmq.RabbitMQContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real RabbitMQ: the one that {@code RENDERLINE_TEST_AMQP_URL} names, else one in a container. There is no third way: a
 * test without a broker fails.
 */
public final class TestBroker {
    private static final String VARIABLE = "RENDERLINE_TEST_AMQP_URL";
    private static final DockerImageName IMAGE = DockerImageName.parse("rabbitmq:4-management");

    private TestBroker() {}

    /** {@code amqp://user:password@host:port/vhost} of the broker that all tests of this process share. */
    public static URI url() {
        return Holder.URL;
    }

    private static final class Holder {
        private static final URI URL = find();

        private static URI find() {
            String named = System.getenv(VARIABLE);
            return named == null || named.isBlank() ? startContainer() : URI.create(named);
        }

        // The container lives as long as this process: Testcontainers removes it afterwards.
        @SuppressWarnings("resource")
        private static URI startContainer() {
            try {
                RabbitMQContainer container = new RabbitMQContainer(IMAGE);
                container.start();
                return URI.create(container.getAmqpUrl());
            } catch (RuntimeException e) {
                throw new IllegalStateException("These tests need RabbitMQ. Set " + VARIABLE
                        + " to amqp://user:password@host:port, start Docker, or run ./renderline test.", e);
            }
        }
    }
}
