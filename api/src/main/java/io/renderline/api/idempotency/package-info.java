/**
 * Lets a client send a request again without asking for two things.
 */
@NullMarked
package io.renderline.api.idempotency;

import org.jspecify.annotations.NullMarked;
