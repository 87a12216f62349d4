/**
 * What clients ask for: requests, their plans, and how far they are.
 */
@NullMarked
package io.renderline.api.jobs;

import org.jspecify.annotations.NullMarked;
