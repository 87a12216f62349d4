package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/** What a client may ask for, with every default filled in. Each kind of job is a record of its own. */
sealed interface JobRequest permits StillJob, GeometryJob {
    /** The kind's name in the REST interface. */
    String kind();

    /** The asset that it is about. */
    UUID model();

    Priority priority();

    /** The same for two requests that mean the same, however they were written. */
    Sha256 fingerprint(Subject subject);
}
