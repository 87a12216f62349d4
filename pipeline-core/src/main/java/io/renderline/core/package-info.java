/**
 * What the api and the workers agree on.
 */
@NullMarked
package io.renderline.core;

import org.jspecify.annotations.NullMarked;
