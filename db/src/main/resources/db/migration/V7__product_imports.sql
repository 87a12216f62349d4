-- Files that were sent at once, to become products one after the other.
CREATE TABLE product_import (
    id         uuid PRIMARY KEY,
    created_at timestamptz NOT NULL
);

CREATE TABLE product_import_file (
    import_id      uuid    NOT NULL REFERENCES product_import ON DELETE CASCADE,
    ordinal        integer NOT NULL,
    -- where it was in what was sent
    path           text    NOT NULL,
    outcome        text    NOT NULL
        CHECK (outcome IN ('PENDING', 'CREATED', 'NEW_REVISION', 'UNCHANGED', 'SKIPPED', 'REFUSED')),
    article_number text,
    asset_id       uuid REFERENCES media_asset,
    -- why it was skipped or refused
    message        text,
    done_at        timestamptz,
    PRIMARY KEY (import_id, ordinal)
);
CREATE INDEX product_import_pending ON product_import_file (import_id, ordinal) WHERE outcome = 'PENDING';
