package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.tasks.Priority;

/** What a client may ask for, with every default filled in. Each kind of job is a record of its own. */
sealed interface JobRequest permits StillJob {
    /** The kind's name in the REST interface. */
    String kind();

    /** The asset that it is about. */
    UUID model();

    Priority priority();
}
