/** Tests of orders. */
@org.jspecify.annotations.NullMarked
package io.renderline.api.orders;
