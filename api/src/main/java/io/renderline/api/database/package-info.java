/**
 * Reaches PostgreSQL: the server that is named, else one of its own that keeps its data.
 */
@NullMarked
package io.renderline.api.database;

import org.jspecify.annotations.NullMarked;
