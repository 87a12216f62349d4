/**
 * Takes uploaded files into the blob store, knows what they are, and gives stored files out.
 */
@NullMarked
package io.renderline.api.media;

import org.jspecify.annotations.NullMarked;
