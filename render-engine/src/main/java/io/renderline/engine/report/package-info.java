/**
 * What a worker tells the api: events that must arrive, progress and heartbeats that may be lost.
 */
@NullMarked
package io.renderline.engine.report;

import org.jspecify.annotations.NullMarked;
