package io.renderline.api.jobs;

import org.jspecify.annotations.Nullable;

import io.renderline.api.outputs.OutputSettings;
import io.renderline.api.outputs.OutputType;
import io.renderline.api.tasks.Priority;
import io.renderline.core.key.Sha256;

/**
 * A request as it was read.
 *
 * @param subject what its pictures show
 * @param outputType the version that says what to make; null where the client said it itself
 * @param fingerprint the same for two bodies that mean the same, whatever becomes of an output type in between
 */
record RequestedJob(JobRequest request, Subject subject, @Nullable OutputVersion outputType, Sha256 fingerprint) {
    /**
     * Pictures of a product as an output type says.
     *
     * @param priority null: that of the output type
     */
    static RequestedJob of(ProductModel product, OutputType type, @Nullable Priority priority) {
        OutputSettings settings = type.settings();
        Subject subject = Subject.of(product);
        JobRequest job = JobRequest.of(subject, priority == null ? settings : settings.with(priority));
        return new RequestedJob(job, subject, new OutputVersion(type.name(), type.version()),
                RequestJson.fingerprint(subject.identity(), type.name()));
    }
}
