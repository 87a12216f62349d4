/**
 * Templates: .blend files under names, whose texts, colours and images clips fill in. They are uploaded, or lie in a folder
 * whose files are followed; either way their content is kept, and changing one makes a new version of it.
 */
@NullMarked
package io.renderline.api.templates;

import org.jspecify.annotations.NullMarked;
