/**
 * What a .blend says about its frames, read from the file itself, so that a plan knows all of its tasks before anything runs.
 */
@NullMarked
package io.renderline.api.timelines;

import org.jspecify.annotations.NullMarked;
