/**
 * The broker's exchanges and queues, and publishing that knows whether a message arrived.
 */
@NullMarked
package io.renderline.core.messaging;

import org.jspecify.annotations.NullMarked;
