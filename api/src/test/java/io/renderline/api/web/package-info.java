@NullMarked
package io.renderline.api.web;

import org.jspecify.annotations.NullMarked;
