/**
 * Keeps the blob store from growing without end. Intermediate files are kept to a size: what was used longest ago goes, and is
 * made again when something needs it. What nothing names is found and removed.
 */
@NullMarked
package io.renderline.api.cache;

import org.jspecify.annotations.NullMarked;
