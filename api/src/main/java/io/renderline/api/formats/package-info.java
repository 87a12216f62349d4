/**
 * Tells from a file's bytes, whatever its name, which model format it is, or why it cannot be used.
 */
@NullMarked
package io.renderline.api.formats;

import org.jspecify.annotations.NullMarked;
