/**
 * The application that serves the queues of small pictures and of work without a device.
 */
@NullMarked
package io.renderline.worker.light;

import org.jspecify.annotations.NullMarked;
