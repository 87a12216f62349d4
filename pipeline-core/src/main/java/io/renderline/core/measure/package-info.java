/**
 * What api and workers measure in the same way.
 */
@NullMarked
package io.renderline.core.measure;

import org.jspecify.annotations.NullMarked;
