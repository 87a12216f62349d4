/**
 * Who may render on a device now: one view at a time on each GPU of a host.
 */
@NullMarked
package io.renderline.engine.device;

import org.jspecify.annotations.NullMarked;
