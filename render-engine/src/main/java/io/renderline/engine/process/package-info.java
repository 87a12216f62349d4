/**
 * The engine's processes: zygotes, the sessions forked from them, the protocol they speak, and the pool of warm scenes.
 */
@NullMarked
package io.renderline.engine.process;

import org.jspecify.annotations.NullMarked;
