/**
 * Renderline as its users meet it: the packaged applications, each in its own process, over HTTP.
 */
@NullMarked
package io.renderline.system;

import org.jspecify.annotations.NullMarked;
