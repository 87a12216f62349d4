/**
 * The real broker, database and engine that tests run against: shared ones, started once per test process, and private ones
 * that a test may kill.
 */
@NullMarked
package io.renderline.testing;

import org.jspecify.annotations.NullMarked;
