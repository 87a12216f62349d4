/**
 * Follows a piece of work through processes, messages and logs, by W3C Trace Context.
 */
@NullMarked
package io.renderline.core.trace;

import org.jspecify.annotations.NullMarked;
