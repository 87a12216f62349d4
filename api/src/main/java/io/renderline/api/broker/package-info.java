/**
 * Reaches RabbitMQ, and hands the messages of a queue to whoever handles them.
 */
@NullMarked
package io.renderline.api.broker;

import org.jspecify.annotations.NullMarked;
