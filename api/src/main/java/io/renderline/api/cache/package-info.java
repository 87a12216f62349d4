/** Keeps intermediate files to a size: what was used longest ago goes, and is made again when something needs it. */
@NullMarked
package io.renderline.api.cache;

import org.jspecify.annotations.NullMarked;
