/**
 * What the tests of this module share: a worker on a real broker, real engines, and batches that read as sentences.
 */
@NullMarked
package io.renderline.engine.testbed;

import org.jspecify.annotations.NullMarked;
