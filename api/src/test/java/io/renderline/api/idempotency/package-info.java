@NullMarked
package io.renderline.api.idempotency;

import org.jspecify.annotations.NullMarked;
