package io.renderline.core.messaging;

import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** Connections to the broker, set up the way that {@link ConfirmingPublisher} needs them. */
public final class BrokerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    // The broker looks twice in a row before it takes what a silent worker holds: after 16 to 24 s.
    private static final int HEARTBEAT_SECONDS = 8;
    private static final int CACHED_CHANNELS = 16;
    private static final int CONNECT_MILLIS = 5_000;
    // Unless set, a broker that answers a connection but not a call is waited for ten minutes.
    private static final int CALL_MILLIS = 30_000;

    /**
     * The threads of all connections. Some wait for the confirms of a channel that is closed, and Spring lets them end with an
     * exception: nobody else waits for these confirms any more.
     */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(Thread.ofPlatform().daemon()
            .name("broker-", 0)
            .uncaughtExceptionHandler((thread, e) -> LOG.debug("{} has ended with its connection", thread.getName(), e))
            .factory());

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
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.getRabbitConnectionFactory().setChannelRpcTimeout(CALL_MILLIS);
        factory.setChannelCacheSize(CACHED_CHANNELS);
        factory.setExecutor(THREADS);
        factory.setConnectionNameStrategy(f -> name);
        return factory;
    }

    /** A template whose unroutable messages come back, on a connection of its own for all that is published. */
    public static RabbitTemplate template(CachingConnectionFactory factory) {
        RabbitTemplate template = new RabbitTemplate(factory);
        template.setMandatory(true);
        // A broker short of disk or memory stops connections that publish; consuming and acknowledging go on meanwhile.
        template.setUsePublisherConnection(true);
        return template;
    }
}
