@NullMarked
package io.renderline.api.media;

import org.jspecify.annotations.NullMarked;
