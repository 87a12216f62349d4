package io.renderline.api.jobs;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.outputs.OutputType;
import io.renderline.api.tasks.Priority;

/** Jobs that no client asks for: Renderline makes them by itself. */
@Service
public class OwnJobs {
    private final JobSubmission submission;

    OwnJobs(JobSubmission submission) {
        this.submission = submission;
    }

    /**
     * Asks for pictures of a product, in the transaction of whatever is the reason for it.
     *
     * @return the job's id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID submit(ProductModel product, OutputType type) {
        return submission.submit(RequestedJob.of(product, type, null), Optional.empty()).id();
    }

    /**
     * Asks what can be filled in of a .blend, in the transaction of whatever is the reason for it. Somebody may wait for it.
     *
     * @param asset the .blend, or a ZIP with one
     * @return the job's id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public UUID inspect(UUID asset) {
        InspectionJob job = new InspectionJob(asset, Priority.HIGH);
        Subject subject = Subject.of(asset);
        return submission.submit(new RequestedJob(job, subject, null, job.fingerprint(subject)), Optional.empty())
                .id();
    }
}
