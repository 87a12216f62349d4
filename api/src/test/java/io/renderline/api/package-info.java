@NullMarked
package io.renderline.api;

import org.jspecify.annotations.NullMarked;
