/**
 * Tests of how timelines are read from files.
 */
@NullMarked
package io.renderline.api.timelines;

import org.jspecify.annotations.NullMarked;
