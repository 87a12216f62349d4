package io.renderline.api.jobs;

import java.util.UUID;

import io.renderline.api.studios.Staging;

/**
 * What a product's pictures are made of.
 *
 * @param revision of the product
 * @param model the asset
 * @param source what the asset is to the product
 * @param staging what the product is shown in where a job does not say it
 */
public record ProductModel(String articleNumber, int revision, UUID model, GeometrySource source, Staging staging) {}
