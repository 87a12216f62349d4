@NullMarked
package io.renderline.api.cache;

import org.jspecify.annotations.NullMarked;
