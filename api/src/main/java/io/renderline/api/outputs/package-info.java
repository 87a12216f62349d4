/**
 * Output types: what a picture shall be like, under a name, so that many products get the same pictures. Changing one makes
 * a new version of it, and every picture goes on naming the version that made it.
 */
@NullMarked
package io.renderline.api.outputs;

import org.jspecify.annotations.NullMarked;
