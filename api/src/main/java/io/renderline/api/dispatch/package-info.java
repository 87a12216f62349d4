/**
 * Between Postgres and RabbitMQ: publishes tasks that are ready, within a bounded window, and takes in what workers report.
 */
@NullMarked
package io.renderline.api.dispatch;

import org.jspecify.annotations.NullMarked;
