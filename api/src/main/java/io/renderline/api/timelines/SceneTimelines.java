package io.renderline.api.timelines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.core.blob.BlobNotFoundException;
import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;

/** The timelines of uploaded scenes. What was read once is remembered by its content. */
@Component
public class SceneTimelines {
    private static final Logger LOG = LoggerFactory.getLogger(SceneTimelines.class);
    private static final int REMEMBERED = 1_000;

    private final MediaCatalog catalog;
    private final BlobStore blobs;
    private final Map<Sha256, Optional<Timeline>> known = Collections.synchronizedMap(new Newest());

    SceneTimelines(MediaCatalog catalog, BlobStore blobs) {
        this.catalog = catalog;
        this.blobs = blobs;
    }

    /**
     * The timeline of a .blend, or of the one in a ZIP; of the scene that it was saved with.
     *
     * @param scene an asset
     * @return empty when the asset is no such file, is not there, or does not say
     * @throws ProblemException when the blob store is away
     */
    public Optional<Timeline> of(UUID scene) {
        return catalog.find(scene).flatMap(this::of);
    }

    /** Whether an asset is a file that has a timeline. */
    public boolean isScene(UUID asset) {
        return catalog.find(asset).flatMap(SceneTimelines::sceneFormat).isPresent();
    }

    private static Optional<ModelFormat> sceneFormat(MediaAsset asset) {
        return asset.modelFormat().filter(ModelFormat::isScene);
    }

    private Optional<Timeline> of(MediaAsset asset) {
        Optional<ModelFormat> format = sceneFormat(asset);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        Optional<Timeline> before = known.get(asset.sha256());
        if (before != null) {
            return before;
        }
        try (InputStream in = blobs.open(asset.sha256())) {
            Optional<Timeline> read = read(in, format.get() == ModelFormat.BLEND_ZIP, asset.id());
            known.put(asset.sha256(), read);
            return read;
        } catch (BlobNotFoundException e) {
            LOG.warn("Scene {} is not in the blob store", asset.id());
            return Optional.empty();
        } catch (IOException | UncheckedIOException e) {
            throw new ProblemException(ProblemCode.UNAVAILABLE,
                    "The blob store cannot be read. Try again when its operator has mended it.", e);
        }
    }

    private static Optional<Timeline> read(InputStream in, boolean zipped, UUID id) {
        try {
            return Optional.of(BlendFile.timeline(in, zipped));
        } catch (UnreadableTimelineException e) {
            LOG.info("The timeline of scene {} cannot be read: {}", id, e.getMessage());
            return Optional.empty();
        }
    }

    /** Those that were asked for last. */
    private static final class Newest extends LinkedHashMap<Sha256, Optional<Timeline>> {
        private static final long serialVersionUID = 1L;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sha256, Optional<Timeline>> eldest) {
            return size() > REMEMBERED;
        }
    }
}
