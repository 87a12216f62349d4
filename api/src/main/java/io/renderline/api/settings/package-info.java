/**
 * What an operator sets, checked before anything starts.
 */
@NullMarked
package io.renderline.api.settings;

import org.jspecify.annotations.NullMarked;
