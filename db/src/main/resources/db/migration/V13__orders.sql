-- Pictures of many products, asked for at once.
CREATE TABLE render_order (
    id           uuid PRIMARY KEY,
    name         text,
    state        text        NOT NULL
        CHECK (state IN ('QUEUED', 'RUNNING', 'SUCCEEDED', 'PARTLY_FAILED', 'FAILED', 'CANCELLED')),
    -- null: that of each output type
    priority     smallint,
    -- how far the fair turns of its jobs have come, by queue
    turns        jsonb       NOT NULL DEFAULT '{}',
    -- lines and outputs by state, as of counted_at
    counts       jsonb       NOT NULL,
    counted_at   timestamptz NOT NULL,
    -- when jobs were last made of it: orders take turns in that too
    planned_at   timestamptz,
    -- whether what of it lives is to be given up
    cancelling   boolean     NOT NULL DEFAULT false,
    traceparent  text,
    created_at   timestamptz NOT NULL,
    started_at   timestamptz,
    finished_at  timestamptz
);
CREATE INDEX render_order_newest ON render_order (created_at DESC, id DESC);
CREATE INDEX render_order_newest_of_state ON render_order (state, created_at DESC, id DESC);

CREATE TABLE order_line (
    order_id       uuid    NOT NULL REFERENCES render_order ON DELETE CASCADE,
    -- counted from 1, in the order sent
    number         integer NOT NULL,
    -- where it stood in what was sent, e.g. row 2
    place          text    NOT NULL,
    article_number text,
    reference      text,
    -- why it was refused when the others were taken; null for a line that was taken
    refusal        text,
    PRIMARY KEY (order_id, number)
);

-- One output type of one line. Until a job is made for it, its state stands here; from then on the job's is its state.
CREATE TABLE order_output (
    order_id            uuid    NOT NULL,
    line                integer NOT NULL,
    place               integer NOT NULL,
    output_type         text    NOT NULL,
    output_type_version integer NOT NULL,
    -- the first line of the same product: what shares a scene is planned together
    first_line          integer NOT NULL,
    state               text    NOT NULL CHECK (state IN ('WAITING', 'PLANNED', 'FAILED', 'CANCELLED')),
    job_id              uuid REFERENCES job,
    error_code          text,
    error_message       text,
    PRIMARY KEY (order_id, line, place),
    FOREIGN KEY (order_id, line) REFERENCES order_line ON DELETE CASCADE,
    FOREIGN KEY (output_type, output_type_version) REFERENCES output_type_version (name, version)
);
CREATE INDEX order_output_waiting ON order_output (order_id, first_line, line, place) WHERE state = 'WAITING';

CREATE TABLE order_key (
    key            text PRIMARY KEY,
    request_sha256 text        NOT NULL,
    order_id       uuid        NOT NULL REFERENCES render_order ON DELETE CASCADE,
    created_at     timestamptz NOT NULL
);
CREATE INDEX order_key_age ON order_key (created_at);
