-- What is made on the way to films counts among the intermediate files too, and any file may have the bytes of an evicted one.
DROP INDEX media_asset_cached;
CREATE INDEX media_asset_cached ON media_asset (last_used_at)
    WHERE kind IN ('gltf_geometry', 'prepared_scene', 'film_scene', 'frame') AND cache_key IS NOT NULL AND lost_at IS NULL;
DROP INDEX media_asset_cached_content;
CREATE INDEX media_asset_content ON media_asset (sha256);
-- Frames of films are views too; they never come by the queue light, where most pictures that were asked for are made.
DROP INDEX task_of_intermediate;
CREATE INDEX task_of_intermediate ON task (cache_key) WHERE queue <> 'light';
