-- Finds words anywhere in a text.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE product (
    -- pages go on from it, so that its order must be the same everywhere
    article_number text COLLATE "C" PRIMARY KEY,
    name           text        NOT NULL,
    attributes     jsonb       NOT NULL,
    tags           text[]      NOT NULL,
    -- the newest one; null while it has no file
    revision       integer,
    created_at     timestamptz NOT NULL,
    changed_at     timestamptz NOT NULL,
    -- since when it stands on no list
    archived_at    timestamptz,
    search         text GENERATED ALWAYS AS (lower(article_number || ' ' || name)) STORED
);
CREATE INDEX product_search ON product USING gin (search gin_trgm_ops);
CREATE INDEX product_tags ON product USING gin (tags);

-- The files that show what a product looks like. Rows are only ever added: pictures name the revision that they show.
CREATE TABLE product_revision (
    article_number text COLLATE "C" NOT NULL REFERENCES product,
    number         integer          NOT NULL,
    cad_file       uuid REFERENCES media_asset,
    usd_master     uuid REFERENCES media_asset,
    thumbnail_job  uuid REFERENCES job,
    created_at     timestamptz      NOT NULL,
    PRIMARY KEY (article_number, number),
    CHECK (cad_file IS NOT NULL OR usd_master IS NOT NULL)
);

-- What a job's pictures are made of.
ALTER TABLE job
    ADD COLUMN article_number   text COLLATE "C",
    ADD COLUMN product_revision integer,
    ADD COLUMN geometry_source  text NOT NULL DEFAULT 'model' CHECK (geometry_source IN ('model', 'cad', 'usd_master')),
    ADD FOREIGN KEY (article_number, product_revision) REFERENCES product_revision (article_number, number);

-- Which tasks have read a file: finds the geometry that was made of it, whichever job wanted it.
CREATE INDEX task_input_source ON task_input (source_sha256) WHERE source_sha256 IS NOT NULL;
