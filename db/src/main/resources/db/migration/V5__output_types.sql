-- What a picture shall be like, under a name.
CREATE TABLE output_type (
    name        text PRIMARY KEY CHECK (name ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(name) <= 64),
    -- the newest one
    version     integer NOT NULL,
    -- since when it takes no new jobs
    archived_at timestamptz
);

-- Rows are only ever added: pictures name the version that made them.
CREATE TABLE output_type_version (
    name       text        NOT NULL REFERENCES output_type,
    version    integer     NOT NULL,
    settings   jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (name, version)
);

INSERT INTO output_type (name, version) VALUES ('thumbnail', 1), ('preview', 1), ('hero', 1);
INSERT INTO output_type_version (name, version, settings)
SELECT name, 1, '{"views": [{"azimuth": 45, "elevation": 25}], "transparent": false, "denoise": true, "device": "auto"}'
       ::jsonb || settings::jsonb
FROM (VALUES
    ('thumbnail', '{"kind": "thumbnail", "width": 512, "height": 512, "samples": null, "format": "webp",
                    "priority": "low"}'),
    ('preview', '{"kind": "still", "width": 1024, "height": 1024, "samples": null, "format": "webp",
                  "priority": "normal"}'),
    ('hero', '{"kind": "still", "width": 2048, "height": 2048, "samples": 256, "format": "png", "priority": "normal"}')
) AS built_in (name, settings);

-- Which version a job was made by; null where its client said everything itself.
ALTER TABLE job
    ADD COLUMN output_type         text,
    ADD COLUMN output_type_version integer,
    ADD FOREIGN KEY (output_type, output_type_version) REFERENCES output_type_version (name, version);

-- What a picture shall be like stands in one place of a request, as in an output type.
UPDATE job
SET request = jsonb_build_object('model', request -> 'model', 'seed', request -> 'seed', 'picture',
                                 (request - 'model' - 'seed') || '{"kind": "still"}')
WHERE kind = 'still';
