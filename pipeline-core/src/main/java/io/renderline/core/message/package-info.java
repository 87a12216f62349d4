/**
 * What travels between the api and the workers over RabbitMQ.
 */
@NullMarked
package io.renderline.core.message;

import org.jspecify.annotations.NullMarked;
