/**
 * What an operator can set, with defaults, bounds, and a sentence for each value that cannot be.
 */
@NullMarked
package io.renderline.engine.settings;

import org.jspecify.annotations.NullMarked;
