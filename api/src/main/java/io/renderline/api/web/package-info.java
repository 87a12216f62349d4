/**
 * Reads requests strictly, and says what is wrong with one, in one form for all of the REST interface.
 */
@NullMarked
package io.renderline.api.web;

import org.jspecify.annotations.NullMarked;
