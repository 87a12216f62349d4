/**
 * The tasks of all jobs: what a plan needs, what of it exists already, which moves are legal, and what a move means for
 * the jobs that wait for it. It alone writes the tables {@code task}, {@code task_input} and {@code job_task}.
 */
@NullMarked
package io.renderline.api.tasks;

import org.jspecify.annotations.NullMarked;
