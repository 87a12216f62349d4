package io.renderline.api.orders;

/**
 * The states of outputs and lines in SQL. Until an output has a job its state is its own; that of a job which is to be done
 * again is history.
 */
final class LineStates {
    /** Of an output {@code o} with its {@code job}. */
    static final String OF_OUTPUT = """
            CASE o.state WHEN 'PLANNED' THEN job.state WHEN 'WAITING' THEN 'QUEUED' ELSE o.state END""";

    /** What an output needs besides itself. */
    static final String OUTPUTS = "order_output o LEFT JOIN job ON job.id = o.job_id";

    /** Of a line, over the column {@code state} of all its outputs. */
    static final String OF_LINE = """
            CASE WHEN bool_or(state = 'RUNNING') OR (bool_or(state = 'QUEUED') AND bool_or(state <> 'QUEUED'))
                      THEN 'RUNNING'
                 WHEN bool_or(state = 'QUEUED') THEN 'QUEUED' WHEN bool_or(state = 'FAILED') THEN 'FAILED'
                 WHEN bool_or(state = 'CANCELLED') THEN 'CANCELLED' WHEN count(*) = 0 THEN 'FAILED'
                 ELSE 'SUCCEEDED' END""";

    private LineStates() {}
}
