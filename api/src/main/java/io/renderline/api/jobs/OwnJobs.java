package io.renderline.api.jobs;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.outputs.OutputType;

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
        return submission.submit(RequestedJob.of(product, type, null), Optional.empty()).job();
    }
}
