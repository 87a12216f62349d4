-- How many attempts ended because the blob store could not be used. They do not count as attempts of the task itself.
ALTER TABLE task ADD COLUMN storage_away integer NOT NULL DEFAULT 0;
