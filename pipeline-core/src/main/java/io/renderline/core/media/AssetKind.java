package io.renderline.core.media;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** What a stored file is to Renderline. */
public enum AssetKind {
    STEP_SOURCE, IGES_SOURCE, GLTF_SOURCE, USD_MASTER, STL_SOURCE, OBJ_SOURCE, PLY_SOURCE, FBX_SOURCE, BLEND_SOURCE,
    /** A picture that was uploaded. */
    IMAGE_SOURCE,
    /** A GLB that was made, by tessellation or from another model. */
    GLTF_GEOMETRY,
    /** A USD file that was made of a model. */
    USD_GEOMETRY,
    /** A .blend that holds a model normalised, lit and with materials. */
    PREPARED_SCENE,
    /** What can be filled in of a .blend. */
    TEMPLATE_OFFER,
    /** A .blend as its author left it, checked and whole: alone, or in a ZIP with its files. */
    FILM_SCENE,
    /** A finished picture. */
    STILL,
    /** One picture of a film. */
    FRAME,
    /** A film in one file. */
    VIDEO,
    /** The frames of a film, as a ZIP. */
    FRAMES;

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static AssetKind of(String label) {
        return Labels.parse(values(), AssetKind::label, "asset kind", label);
    }
}
