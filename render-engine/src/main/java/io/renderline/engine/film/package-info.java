/**
 * Films of frames: FFmpeg as a process of its own, and ZIPs of the frames themselves.
 */
@NullMarked
package io.renderline.engine.film;

import org.jspecify.annotations.NullMarked;
