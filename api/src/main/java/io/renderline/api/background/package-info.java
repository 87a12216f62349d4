/** Work that goes on beside requests, in threads that start and end with the application. */
@NullMarked
package io.renderline.api.background;

import org.jspecify.annotations.NullMarked;
