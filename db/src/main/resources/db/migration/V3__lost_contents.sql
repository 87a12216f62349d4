-- When the file's bytes were found missing or damaged in the blob store; null while they are sound. A lost file is not
-- found as made already. Making it again, or uploading the same bytes again, clears this.
ALTER TABLE media_asset ADD COLUMN lost_at timestamptz;
CREATE INDEX media_asset_lost ON media_asset (sha256) WHERE lost_at IS NOT NULL;
-- How many attempts ended because an input was lost. They do not count as attempts of the task itself.
ALTER TABLE task ADD COLUMN inputs_lost integer NOT NULL DEFAULT 0;
