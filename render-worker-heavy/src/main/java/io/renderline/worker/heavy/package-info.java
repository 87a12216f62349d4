/**
 * The application that serves the queue of large pictures.
 */
@NullMarked
package io.renderline.worker.heavy;

import org.jspecify.annotations.NullMarked;
