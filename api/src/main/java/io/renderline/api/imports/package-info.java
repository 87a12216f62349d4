/**
 * Takes many files at once, and makes each a product or a new revision of one, with a report of what became of each.
 */
@NullMarked
package io.renderline.api.imports;

import org.jspecify.annotations.NullMarked;
