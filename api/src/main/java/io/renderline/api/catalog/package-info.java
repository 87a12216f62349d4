/**
 * The products: what they are called, which files show what they look like, and which pictures and geometry there are of
 * them. Every change of a file is a new revision; the older ones and their pictures stay.
 */
@NullMarked
package io.renderline.api.catalog;

import org.jspecify.annotations.NullMarked;
