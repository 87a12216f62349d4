-- What clients' keys have led to stands in one table: those of imports and orders beside those of jobs.
ALTER TABLE idempotency_key DROP CONSTRAINT idempotency_key_job_id_fkey;
ALTER TABLE idempotency_key DROP CONSTRAINT idempotency_key_pkey;
ALTER TABLE idempotency_key RENAME COLUMN job_id TO result_id;
-- what was asked for: 'job', 'import', 'order'; each has keys of its own
ALTER TABLE idempotency_key ADD COLUMN scope text NOT NULL DEFAULT 'job';
ALTER TABLE idempotency_key ALTER COLUMN scope DROP DEFAULT;
ALTER TABLE idempotency_key ADD PRIMARY KEY (scope, key);

INSERT INTO idempotency_key (scope, key, request_sha256, result_id, created_at)
SELECT 'import', key, files_sha256, import_id, created_at FROM import_key
UNION ALL
SELECT 'order', key, request_sha256, order_id, created_at FROM order_key;
DROP TABLE import_key, order_key;
