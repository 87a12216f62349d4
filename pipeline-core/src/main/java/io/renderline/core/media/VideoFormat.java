package io.renderline.core.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** The file formats of moving pictures. */
public enum VideoFormat {
    /** H.264, 4:2:0, playable before it is whole. */
    MP4("mp4", "video/mp4", AssetKind.VIDEO, false),
    /** AV1, 4:2:0. */
    WEBM("webm", "video/webm", AssetKind.VIDEO, false),
    /** 256 colours for the whole film. */
    GIF("gif", "image/gif", AssetKind.VIDEO, true),
    /** Animated WebP, lossy, quality 90. */
    WEBP("webp", "image/webp", AssetKind.VIDEO, true),
    /** The frames themselves. */
    ZIP("zip", "application/zip", AssetKind.FRAMES, true);

    private final String label;
    private final String mimeType;
    private final AssetKind kind;
    private final boolean hasAlpha;

    VideoFormat(String label, String mimeType, AssetKind kind, boolean hasAlpha) {
        this.label = label;
        this.mimeType = mimeType;
        this.kind = kind;
        this.hasAlpha = hasAlpha;
    }

    /** The name in the REST interface, which is also the usual ending of a file's name. */
    @JsonValue
    public String label() {
        return label;
    }

    public String mimeType() {
        return mimeType;
    }

    /** What a file in this format is to Renderline. */
    public AssetKind kind() {
        return kind;
    }

    public boolean hasAlpha() {
        return hasAlpha;
    }

    /** Whether FFmpeg is needed to write it. */
    public boolean isEncoded() {
        return this != ZIP;
    }

    /** Whether there are GPUs that encode it. */
    public boolean hasGpuEncoder() {
        return this == MP4 || this == WEBM;
    }

    /** Whether colour has half the resolution in it, so that both sides of a picture must be even. */
    public boolean needsEvenSides() {
        return this == MP4 || this == WEBM;
    }

    @JsonCreator
    public static VideoFormat of(String label) {
        return Labels.parse(values(), VideoFormat::label, "video format", label);
    }
}
