package io.renderline.api.tasks;

import java.util.UUID;

/** A job whose row is written, and all that it needs. */
public record ScheduledJob(UUID id, Priority priority, TaskGraph graph) {}
