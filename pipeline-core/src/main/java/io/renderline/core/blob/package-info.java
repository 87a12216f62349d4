/**
 * Bytes named by their hash, and memos named by cache key: the only storage that workers know.
 */
@NullMarked
package io.renderline.core.blob;

import org.jspecify.annotations.NullMarked;
