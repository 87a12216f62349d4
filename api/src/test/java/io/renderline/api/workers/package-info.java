@NullMarked
package io.renderline.api.workers;

import org.jspecify.annotations.NullMarked;
