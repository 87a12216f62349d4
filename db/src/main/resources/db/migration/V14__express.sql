-- Which way a QUEUED task went, and as how urgent it was published: one that became urgent since is published again, by the
-- express lane. Null: before this was written down.
ALTER TABLE task
    ADD COLUMN express         boolean NOT NULL DEFAULT false,
    ADD COLUMN queued_priority smallint;
CREATE INDEX task_overtaken ON task (queue) WHERE state = 'QUEUED' AND priority > queued_priority;
