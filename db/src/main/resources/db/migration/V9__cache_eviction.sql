-- When an intermediate file was last known to be of use: least recently used ones go when the cache is full. It is not
-- written at each use. Whoever looks for what may go sees in the tasks that have read a file whether it was used since.
ALTER TABLE media_asset ADD COLUMN last_used_at timestamptz NOT NULL DEFAULT now();
CREATE INDEX media_asset_cached ON media_asset (last_used_at)
    WHERE kind IN ('gltf_geometry', 'prepared_scene') AND cache_key IS NOT NULL AND lost_at IS NULL;
-- Whether anything else has the same bytes.
CREATE INDEX media_asset_cached_content ON media_asset (sha256)
    WHERE kind IN ('gltf_geometry', 'prepared_scene') AND cache_key IS NOT NULL;
-- Who reads what a task made, and which tasks made a file, whatever became of them.
CREATE INDEX task_input_reader ON task_input (maker_key) WHERE maker_key IS NOT NULL;
CREATE INDEX task_of_intermediate ON task (cache_key) WHERE type <> 'render-view';
CREATE INDEX product_revision_cad_file ON product_revision (cad_file);

-- Blobs of files that were evicted. They are removed a while later, unless they are needed again by then.
CREATE TABLE removable_blob (
    sha256     text PRIMARY KEY,
    evicted_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
