/**
 * From the raw pixels that Blender writes to picture files: the same pixels give the same bytes.
 */
@NullMarked
package io.renderline.engine.image;

import org.jspecify.annotations.NullMarked;
