@NullMarked
package io.renderline.api.jobs;

import org.jspecify.annotations.NullMarked;
