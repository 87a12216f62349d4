@NullMarked
package io.renderline.api.settings;

import org.jspecify.annotations.NullMarked;
