-- A job that is asked for tells what is otherwise in it than was asked for. Hardly any task has such a note.
CREATE INDEX task_noted ON task (id) WHERE notes IS NOT NULL;
