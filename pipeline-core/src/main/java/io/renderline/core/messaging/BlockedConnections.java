package io.renderline.core.messaging;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;

import com.rabbitmq.client.BlockedListener;

/**
 * The connections that the broker does not read from for now, since it is short of disk or memory. What is sent on one of
 * them lies in buffers until they are full, and then its sender waits with it, for as long as the shortage lasts.
 */
final class BlockedConnections implements ConnectionListener {
    private static final Logger LOG = LoggerFactory.getLogger(BlockedConnections.class);

    private final Map<Connection, String> reasons = new ConcurrentHashMap<>();

    /** Why nothing can be published now; empty when it can. */
    Optional<String> reason() {
        // One that broke while it was blocked is blocked no more: only trying again shows how the broker is.
        reasons.keySet().removeIf(connection -> !connection.isOpen());
        return reasons.values().stream().findFirst();
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        if (connection == null) {
            return;
        }
        connection.addBlockedListener(new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                LOG.warn("The broker takes no messages for now: {}", reason);
                reasons.put(connection, reason);
            }

            @Override
            public void handleUnblocked() {
                LOG.info("The broker takes messages again");
                reasons.remove(connection);
            }
        });
    }
}
