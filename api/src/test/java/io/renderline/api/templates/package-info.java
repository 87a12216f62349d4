@NullMarked
package io.renderline.api.templates;

import org.jspecify.annotations.NullMarked;
