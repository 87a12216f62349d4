/**
 * Says what went wrong with a request, in one form for all of the REST interface.
 */
@NullMarked
package io.renderline.api.web;

import org.jspecify.annotations.NullMarked;
