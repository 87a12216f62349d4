package io.renderline.core.messaging;

import java.net.URI;

import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Connections to the broker, set up the way that {@link ConfirmingPublisher} needs them. */
public final class BrokerConnection {
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int CACHED_CHANNELS = 16;

    private BrokerConnection() {}

    /**
     * A connection factory for the broker at {@code url}, with correlated confirms and returns.
     *
     * @param url {@code amqp://user:password@host:port/vhost}
     * @param name what the connection is called in the broker's own lists
     */
    public static CachingConnectionFactory factory(URI url, String name) {
        CachingConnectionFactory factory = new CachingConnectionFactory(url);
        factory.setPublisherConfirmType(CachingConnectionFactory.ConfirmType.CORRELATED);
        factory.setPublisherReturns(true);
        factory.setRequestedHeartBeat(HEARTBEAT_SECONDS);
        factory.setChannelCacheSize(CACHED_CHANNELS);
        factory.setConnectionNameStrategy(f -> name);
        return factory;
    }

    /** A template whose unroutable messages come back. */
    public static RabbitTemplate template(CachingConnectionFactory factory) {
        RabbitTemplate template = new RabbitTemplate(factory);
        template.setMandatory(true);
        return template;
    }
}
