-- How often workers have begun the task since one of them last said how that ended. Whoever began it last may be at it still.
ALTER TABLE task ADD COLUMN begun integer NOT NULL DEFAULT 0;
