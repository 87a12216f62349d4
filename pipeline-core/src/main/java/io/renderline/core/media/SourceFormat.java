package io.renderline.core.media;

/** The formats of files that are uploaded. */
public sealed interface SourceFormat permits ModelFormat, PictureFormat {
    /** The kind of an uploaded asset in this format. */
    AssetKind kind();

    String mimeType();
}
