package io.renderline.api.jobs;

import java.util.UUID;

/**
 * What a product's pictures are made of.
 *
 * @param revision of the product
 * @param model the asset
 * @param source what the asset is to the product
 */
public record ProductModel(String articleNumber, int revision, UUID model, GeometrySource source) {}
