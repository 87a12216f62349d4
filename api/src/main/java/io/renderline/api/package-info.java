/**
 * The REST interface, and everything that may write to Postgres.
 */
@NullMarked
package io.renderline.api;

import org.jspecify.annotations.NullMarked;
