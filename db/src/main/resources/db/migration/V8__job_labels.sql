-- What a client calls what a task of its job makes, e.g. the name of a view.
ALTER TABLE job_task ADD COLUMN label text;
