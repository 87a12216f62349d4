package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/**
 * A request for what can be filled in of a .blend.
 *
 * @param model the .blend, or a ZIP with one
 */
record InspectionJob(UUID model, Priority priority) implements JobRequest {
    @Override
    public String kind() {
        return JobKind.INSPECTION.label();
    }

    @Override
    public Sha256 fingerprint(Subject subject) {
        return RequestJson.fingerprint(subject.identity(), kind(), priority);
    }
}
