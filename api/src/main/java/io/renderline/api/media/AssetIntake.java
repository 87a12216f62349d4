package io.renderline.api.media;

import java.io.IOException;
import java.util.function.BiFunction;

import org.springframework.stereotype.Service;

import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.api.formats.FormatSniffer;
import io.renderline.api.formats.RecognisedFile;
import io.renderline.api.settings.RenderlineSettings;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.BlobTooLargeException;
import io.renderline.core.blob.StoredBlob;
import io.renderline.core.measure.StorageMeters;

/** Takes an uploaded file in: recognised by its beginning, hashed and stored as it comes, refused without a trace. */
@Service
public class AssetIntake {
    private final BlobStore blobs;
    private final MediaCatalog catalog;
    private final StorageMeters meters;
    private final long maxBytes;

    AssetIntake(BlobStore blobs, MediaCatalog catalog, MeterRegistry meters, RenderlineSettings settings) {
        this.blobs = blobs;
        this.catalog = catalog;
        this.meters = new StorageMeters(meters);
        this.maxBytes = settings.upload().maxBytes();
    }

    /** The size of the largest file that is taken, bytes. */
    long maxBytes() {
        return maxBytes;
    }

    /**
     * Takes a model in.
     *
     * @throws ProblemException when it is empty, damaged, too large or no model
     */
    public MediaAsset takeIn(UploadedPart part) {
        return take(part, FormatSniffer::recogniseModel).asset();
    }

    /** Takes a model or a picture in. */
    MediaCatalog.Registration take(UploadedPart part) {
        return take(part, FormatSniffer::recognise);
    }

    private MediaCatalog.Registration take(UploadedPart part, BiFunction<byte[], String, RecognisedFile> sniffer) {
        try {
            byte[] head = part.content().readNBytes(FormatSniffer.HEAD_BYTES);
            RecognisedFile recognised = sniffer.apply(head, part.displayName());
            CheckedStream content = new CheckedStream(head, part.content(), recognised);
            StoredBlob blob = blobs.put(content, maxBytes);
            MediaCatalog.Registration registration = catalog.register(blob, content.format(), part.filename());
            if (registration.isNew()) {
                meters.stored(content.format().kind(), blob.sizeBytes());
            }
            return registration;
        } catch (BlobTooLargeException e) {
            throw tooLarge(part.displayName());
        } catch (IOException e) {
            throw new ProblemException(ProblemCode.UNAVAILABLE,
                    "The blob store cannot be written. Try again when its operator has mended it.", e);
        }
    }

    ProblemException tooLarge(String name) {
        return new ProblemException(ProblemCode.TOO_LARGE, name + " is larger than the " + maxBytes
                + " bytes that are taken. Its operator can raise that by RENDERLINE_UPLOAD_MAX_BYTES.");
    }
}
