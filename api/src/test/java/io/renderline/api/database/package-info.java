@NullMarked
package io.renderline.api.database;

import org.jspecify.annotations.NullMarked;
