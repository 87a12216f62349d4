package io.renderline.core.media;

/** The formats that an uploaded picture can come in. */
public enum PictureFormat implements SourceFormat {
    PNG("image/png"), JPEG("image/jpeg"), WEBP("image/webp");

    private final String mimeType;

    PictureFormat(String mimeType) {
        this.mimeType = mimeType;
    }

    @Override
    public AssetKind kind() {
        return AssetKind.IMAGE_SOURCE;
    }

    @Override
    public String mimeType() {
        return mimeType;
    }
}
