/**
 * The kinds and formats of stored files.
 */
@NullMarked
package io.renderline.core.media;

import org.jspecify.annotations.NullMarked;
