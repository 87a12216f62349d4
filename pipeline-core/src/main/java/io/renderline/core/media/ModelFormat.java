package io.renderline.core.media;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** The formats that a model can come in. The MIME type tells them apart in a {@code media_asset}. */
public enum ModelFormat implements SourceFormat {
    STEP("step", AssetKind.STEP_SOURCE, "model/step", "step"),
    IGES("iges", AssetKind.IGES_SOURCE, "model/iges", "igs"),
    GLB("glb", AssetKind.GLTF_SOURCE, "model/gltf-binary", "glb"),
    /** A .gltf with its buffers and textures inside. */
    GLTF("gltf", AssetKind.GLTF_SOURCE, "model/gltf+json", "gltf"),
    /** A ZIP that holds one .gltf with its buffers and textures. */
    GLTF_ZIP("gltf_zip", AssetKind.GLTF_SOURCE, "model/gltf+zip", "zip"),
    /** USD in its text (.usda) or binary (.usdc) form. */
    USD("usd", AssetKind.USD_MASTER, "model/vnd.usd", "usd"),
    /** A ZIP that holds one USD model, with its layers and textures. */
    USD_ZIP("usd_zip", AssetKind.USD_MASTER, "model/vnd.usd+zip", "zip"),
    USDZ("usdz", AssetKind.USD_MASTER, "model/vnd.usdz+zip", "usdz"),
    STL("stl", AssetKind.STL_SOURCE, "model/stl", "stl"),
    OBJ("obj", AssetKind.OBJ_SOURCE, "model/obj", "obj"),
    /** A ZIP that holds one .obj with its materials and textures. */
    OBJ_ZIP("obj_zip", AssetKind.OBJ_SOURCE, "model/obj+zip", "zip"),
    PLY("ply", AssetKind.PLY_SOURCE, "model/ply", "ply"),
    FBX("fbx", AssetKind.FBX_SOURCE, "model/vnd.autodesk.fbx", "fbx"),
    /** A ZIP that holds one .fbx with its textures. */
    FBX_ZIP("fbx_zip", AssetKind.FBX_SOURCE, "model/vnd.autodesk.fbx+zip", "zip"),
    BLEND("blend", AssetKind.BLEND_SOURCE, "application/x-blender", "blend"),
    /** A ZIP that holds one .blend with its textures. */
    BLEND_ZIP("blend_zip", AssetKind.BLEND_SOURCE, "application/x-blender+zip", "zip");

    private final String label;
    private final AssetKind kind;
    private final String mimeType;
    private final String extension;

    ModelFormat(String label, AssetKind kind, String mimeType, String extension) {
        this.label = label;
        this.kind = kind;
        this.mimeType = mimeType;
        this.extension = extension;
    }

    @JsonValue
    public String label() {
        return label;
    }

    @Override
    public AssetKind kind() {
        return kind;
    }

    @Override
    public String mimeType() {
        return mimeType;
    }

    /** Whether a file says, or its format does, which way is up; else it is only usual. */
    public boolean tellsUp() {
        return usualUp() == null;
    }

    /** Which way is up where that must be said: null where the file tells, or where it is as usual. */
    public @Nullable UpAxis unusualUp(@Nullable UpAxis wanted) {
        return tellsUp() || wanted == usualUp() ? null : wanted;
    }

    private @Nullable UpAxis usualUp() {
        return switch (this) {
            case STL, PLY -> UpAxis.Z;
            case OBJ, OBJ_ZIP -> UpAxis.Y;
            default -> null;
        };
    }

    /** The usual ending of a file's name, without the dot. */
    public String extension() {
        return extension;
    }

    /** Whether it holds surfaces that are tessellated before Blender can import them. */
    public boolean isCad() {
        return this == STEP || this == IGES;
    }

    /** Whether it can be rendered as its author left it, with cameras and light of its own. */
    public boolean isScene() {
        return this == BLEND || this == BLEND_ZIP;
    }

    /** The format with this MIME type, if a model has it. */
    public static Optional<ModelFormat> ofMimeType(String mimeType) {
        return Arrays.stream(values()).filter(format -> format.mimeType.equals(mimeType)).findFirst();
    }

    @JsonCreator
    public static ModelFormat of(String label) {
        return Labels.parse(values(), ModelFormat::label, "model format", label);
    }
}
