/**
 * Who may know whom in this module.
 */
@NullMarked
package io.renderline.engine.architecture;

import org.jspecify.annotations.NullMarked;
