-- What a product is shown in, and what it is made of, where a job does not say it; null: nothing was chosen.
ALTER TABLE product
    ADD COLUMN staging jsonb;
