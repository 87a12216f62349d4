-- Files in the blob store that nothing names go the way of evicted ones. When such a file was stored, by the store's clock;
-- null where it was evicted. What was stored again since then stays.
ALTER TABLE removable_blob ADD COLUMN stored_at timestamptz;
-- When its bytes were removed. The row stays for a while: a success that is heard of late may name them.
ALTER TABLE removable_blob ADD COLUMN removed_at timestamptz;
CREATE INDEX removable_blob_due ON removable_blob (evicted_at) WHERE removed_at IS NULL;

-- What tasks have stored and not reported yet, as their memos say. It is kept while the task lives.
CREATE TABLE unreported_blob (
    sha256    text NOT NULL,
    cache_key text NOT NULL,
    PRIMARY KEY (sha256, cache_key)
);

-- How far the search for what nothing names has come: one row, held by whoever searches.
CREATE TABLE orphan_search (
    only_one boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    begun_at timestamptz NOT NULL,
    among    text        NOT NULL CHECK (among IN ('MEMOS', 'BLOBS', 'NOTHING')),
    -- The name behind which it goes on; null at the beginning
    after    text,
    -- What this database is called in its blob store
    store_owner uuid     NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO orphan_search (begun_at, among) VALUES ('epoch', 'NOTHING');
