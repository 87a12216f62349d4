/**
 * The real broker, database and engine that tests run against, each started once per test process.
 */
@NullMarked
package io.renderline.testing;

import org.jspecify.annotations.NullMarked;
