package io.renderline.api.jobs;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** What a job's pictures are made of. */
public enum GeometrySource {
    /** The model that the client named. */
    MODEL,
    /** The CAD file of a product. */
    CAD,
    /** The USD master of a product, which goes before its CAD file. */
    USD_MASTER;

    @JsonValue
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GeometrySource of(String label) {
        return Labels.parse(values(), GeometrySource::label, "geometry source", label);
    }
}
