/**
 * Takes what clients ask for, has it planned and scheduled, and tells how far it is.
 */
@NullMarked
package io.renderline.api.jobs;

import org.jspecify.annotations.NullMarked;
