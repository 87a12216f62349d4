-- How a film moves; null for what does not.
ALTER TABLE media_asset ADD COLUMN frames integer, ADD COLUMN fps double precision;
-- Sentences on what is otherwise in the result than was asked for; null: nothing.
ALTER TABLE task ADD COLUMN notes jsonb;

-- A customer may have an output type of this name already, which stays.
WITH added AS (
    INSERT INTO output_type (name, version) VALUES ('turntable', 1) ON CONFLICT DO NOTHING RETURNING name)
INSERT INTO output_type_version (name, version, settings)
SELECT name, 1, '{"kind": "turntable", "width": 1024, "height": 1024, "frames": 24, "fps": 24, "azimuth": 0,
                  "elevation": 20, "samples": null, "format": "mp4", "transparent": false, "denoise": true,
                  "device": "auto", "priority": "normal"}'::jsonb
FROM added;
