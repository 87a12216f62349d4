-- A .blend with texts, colours and images that clips fill in, under a name.
CREATE TABLE template (
    name          text PRIMARY KEY CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 64),
    -- the newest one
    version       integer NOT NULL,
    -- the file in the templates' folder that it is, as it was when it was last taken in; null: it was uploaded
    file          text,
    file_size     bigint,
    file_modified timestamptz,
    -- since when it takes no new jobs: it was deleted, or its file has vanished
    archived_at   timestamptz,
    CHECK ((file IS NULL) = (file_size IS NULL) AND (file IS NULL) = (file_modified IS NULL))
);

-- Rows are only ever added: clips name the version that they are made of.
CREATE TABLE template_version (
    name           text        NOT NULL REFERENCES template,
    version        integer     NOT NULL,
    asset_id       uuid        NOT NULL REFERENCES media_asset,
    -- the job that tells what can be filled in, and what it has told
    inspection_job uuid        NOT NULL REFERENCES job,
    offer          jsonb,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (name, version)
);

-- Which version a clip is made of; null for what is no clip.
ALTER TABLE job
    ADD COLUMN template         text,
    ADD COLUMN template_version integer,
    ADD FOREIGN KEY (template, template_version) REFERENCES template_version (name, version);
