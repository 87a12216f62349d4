-- Where a job's work is followed: the W3C trace context of the request that made it.
ALTER TABLE job ADD COLUMN traceparent text;
-- The job that a task was made for. Jobs that came later may share it; logs and messages name this one. No foreign key:
-- it names what was, whatever became of the job.
ALTER TABLE task ADD COLUMN first_job_id uuid;
-- Counting what waits for another task reads nothing else.
CREATE INDEX task_blocked ON task (queue) WHERE state = 'BLOCKED';
