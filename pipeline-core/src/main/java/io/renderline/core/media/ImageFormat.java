package io.renderline.core.media;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.renderline.core.Labels;

/** The file formats of pictures. */
public enum ImageFormat {
    /** 8 bits a channel, without loss. */
    PNG("png", "image/png", true),
    /** Lossy, quality 90, method 4. */
    WEBP("webp", "image/webp", true),
    /** Lossy, quality 92; no alpha. */
    JPEG("jpeg", "image/jpeg", false),
    /** Half floats, scene-referred, without a view transform. */
    EXR("exr", "image/x-exr", true);

    private final String label;
    private final String mimeType;
    private final boolean hasAlpha;

    ImageFormat(String label, String mimeType, boolean hasAlpha) {
        this.label = label;
        this.mimeType = mimeType;
        this.hasAlpha = hasAlpha;
    }

    @JsonValue
    public String label() {
        return label;
    }

    public String mimeType() {
        return mimeType;
    }

    public boolean hasAlpha() {
        return hasAlpha;
    }

    @JsonCreator
    public static ImageFormat of(String label) {
        return Labels.parse(values(), ImageFormat::label, "image format", label);
    }
}
