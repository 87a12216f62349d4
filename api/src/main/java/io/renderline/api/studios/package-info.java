/**
 * What models are shown in, and what they are made of: studios and rules for materials, as clients choose them.
 */
@NullMarked
package io.renderline.api.studios;

import org.jspecify.annotations.NullMarked;
