-- Lists of jobs in one state, newest first, at the same cost with any number of other jobs.
CREATE INDEX job_newest_of_state ON job (state, created_at DESC, id DESC);
-- What is forgotten after a week.
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);
