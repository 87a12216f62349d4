@NullMarked
package io.renderline.api.formats;

import org.jspecify.annotations.NullMarked;
