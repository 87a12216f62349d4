package io.renderline.core.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** The file formats in which geometry is handed out. */
public enum GeometryFormat {
    /** glTF in one file, textures packed. */
    GLB("glb", AssetKind.GLTF_GEOMETRY, ModelFormat.GLB.mimeType()),
    /** Binary USD: one file, without textures. */
    USDC("usdc", AssetKind.USD_GEOMETRY, ModelFormat.USD.mimeType()),
    /** A USD package, textures packed. */
    USDZ("usdz", AssetKind.USD_GEOMETRY, ModelFormat.USDZ.mimeType());

    private final String label;
    private final AssetKind kind;
    private final String mimeType;

    GeometryFormat(String label, AssetKind kind, String mimeType) {
        this.label = label;
        this.kind = kind;
        this.mimeType = mimeType;
    }

    /** The name in the REST interface, which is the usual ending of a file's name too. */
    @JsonValue
    public String label() {
        return label;
    }

    /** The kind of an asset that was made in this format. */
    public AssetKind kind() {
        return kind;
    }

    public String mimeType() {
        return mimeType;
    }

    /** Whether a model in {@code format} is such a file already. */
    public boolean isSameAs(ModelFormat format) {
        // A USD model may be in the text form
        return (format == ModelFormat.GLB && this == GLB) || (format == ModelFormat.USDZ && this == USDZ);
    }

    @JsonCreator
    public static GeometryFormat of(String label) {
        return Labels.parse(values(), GeometryFormat::label, "geometry format", label);
    }
}
