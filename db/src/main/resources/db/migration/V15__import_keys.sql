-- Which import a client's Idempotency-Key has led to.
CREATE TABLE import_key (
    key          text PRIMARY KEY,
    files_sha256 text        NOT NULL,
    import_id    uuid        NOT NULL REFERENCES product_import ON DELETE CASCADE,
    created_at   timestamptz NOT NULL
);
CREATE INDEX import_key_age ON import_key (created_at);
