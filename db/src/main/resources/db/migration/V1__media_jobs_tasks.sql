-- One stored file. Bytes are named by their SHA-256. A file that a task made carries the task's cache key and the
-- output's name; finding that pair means that the work is already done.
CREATE TABLE media_asset (
    id          uuid PRIMARY KEY,
    sha256      text        NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    kind        text        NOT NULL,
    mime_type   text        NOT NULL,
    size_bytes  bigint      NOT NULL CHECK (size_bytes >= 0),
    width       integer,
    height      integer,
    filename    text,
    cache_key   text CHECK (cache_key ~ '^[0-9a-f]{64}$'),
    output_name text,
    task_id     uuid,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CHECK ((cache_key IS NULL) = (output_name IS NULL)),
    CHECK ((cache_key IS NULL) = (task_id IS NULL))
);
CREATE UNIQUE INDEX media_asset_made ON media_asset (cache_key, output_name) WHERE cache_key IS NOT NULL;
CREATE UNIQUE INDEX media_asset_source ON media_asset (sha256) WHERE cache_key IS NULL;

-- What a client asked for. The counters are those of its rows in job_task.
CREATE TABLE job (
    id              uuid PRIMARY KEY,
    kind            text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    request         jsonb       NOT NULL,
    priority        smallint    NOT NULL,
    tasks_total     integer     NOT NULL DEFAULT 0,
    tasks_succeeded integer     NOT NULL DEFAULT 0,
    tasks_failed    integer     NOT NULL DEFAULT 0,
    tasks_cached    integer     NOT NULL DEFAULT 0,
    error_code      text,
    error_message   text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    finished_at     timestamptz
);
CREATE INDEX job_newest ON job (created_at DESC, id DESC);

-- One action with one cache key. This table is the outbox: what is READY is yet to be published.
CREATE TABLE task (
    id             uuid PRIMARY KEY,
    cache_key      text        NOT NULL CHECK (cache_key ~ '^[0-9a-f]{64}$'),
    type           text        NOT NULL,
    queue          text        NOT NULL CHECK (queue IN ('heavy', 'light', 'cpu')),
    params         jsonb       NOT NULL,
    engine         text        NOT NULL,
    state          text        NOT NULL
        CHECK (state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    priority       smallint    NOT NULL,
    turn           bigint      NOT NULL,
    scene_key      text,
    attempt        integer     NOT NULL DEFAULT 0,
    not_before     timestamptz NOT NULL DEFAULT now(),
    batch_id       uuid,
    worker         text,
    progress       real        NOT NULL DEFAULT 0,
    device         jsonb,
    engine_ms      bigint,
    total_ms       bigint,
    warm           boolean,
    engine_process bigint,
    error_code     text,
    error_message  text,
    created_at     timestamptz NOT NULL DEFAULT now(),
    queued_at      timestamptz,
    started_at     timestamptz,
    finished_at    timestamptz
);
-- Single-flight: whoever needs work that is under way waits for that work.
CREATE UNIQUE INDEX task_in_flight ON task (cache_key) WHERE state IN ('BLOCKED', 'READY', 'QUEUED', 'RUNNING');
-- The next task of a queue, and its companions, at the same cost with any backlog.
CREATE INDEX task_next ON task (queue, priority DESC, turn, created_at, id) WHERE state = 'READY';
CREATE INDEX task_companions ON task (scene_key, queue, priority, turn) WHERE state = 'READY' AND scene_key IS NOT NULL;
CREATE INDEX task_at_broker ON task (queue, state) WHERE state IN ('QUEUED', 'RUNNING');

-- What a task reads: a source by its hash, or the output of another task.
CREATE TABLE task_input (
    task_id       uuid NOT NULL REFERENCES task ON DELETE CASCADE,
    name          text NOT NULL,
    source_sha256 text,
    maker_key     text,
    maker_output  text,
    -- the task that this one waits for; null when the input was already made
    maker_task_id uuid REFERENCES task,
    PRIMARY KEY (task_id, name),
    CHECK ((source_sha256 IS NULL) <> (maker_key IS NULL)),
    CHECK ((maker_key IS NULL) = (maker_output IS NULL))
);
CREATE INDEX task_input_maker ON task_input (maker_task_id) WHERE maker_task_id IS NOT NULL;

-- Which tasks a job needs. Several jobs may share a task.
CREATE TABLE job_task (
    job_id      uuid    NOT NULL REFERENCES job ON DELETE CASCADE,
    task_id     uuid    NOT NULL REFERENCES task,
    ordinal     integer NOT NULL,
    -- whether what it makes is what the client asked for
    deliverable boolean NOT NULL,
    -- whether it was already made when the job was planned
    cached      boolean NOT NULL,
    PRIMARY KEY (job_id, task_id)
);
CREATE INDEX job_task_of_task ON job_task (task_id);
CREATE INDEX job_task_in_order ON job_task (job_id, ordinal);

-- How far the fair turns of each queue have come.
CREATE TABLE queue_turn (
    queue text PRIMARY KEY,
    turn  bigint NOT NULL
);
INSERT INTO queue_turn (queue, turn) VALUES ('heavy', 0), ('light', 0), ('cpu', 0);

CREATE TABLE idempotency_key (
    key            text PRIMARY KEY,
    request_sha256 text        NOT NULL,
    job_id         uuid        NOT NULL REFERENCES job ON DELETE CASCADE,
    created_at     timestamptz NOT NULL DEFAULT now()
);

-- The last sign of life of each worker process.
CREATE TABLE worker (
    name         text PRIMARY KEY,
    heartbeat    jsonb       NOT NULL,
    started_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    stopped_at   timestamptz
);
