package io.renderline.api.studios;

import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.web.ProblemException;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.AssetKind;

/** The uploaded files that serve as studios. What is in them, only Blender can tell. */
@Component
public class StudioFiles {
    private final MediaCatalog media;

    StudioFiles(MediaCatalog media) {
        this.media = media;
    }

    /** What is wrong with a choice, to go on after the field's name; empty when nothing is. */
    public Optional<String> faultOf(StudioChoice choice) {
        UUID id = choice.file();
        if (id == null) {
            return Optional.empty();
        }
        Optional<MediaAsset> asset = media.find(id);
        if (asset.isEmpty()) {
            return Optional.of("is '" + id + "'; no asset has this id. Upload the studio's .blend to /v1/assets first");
        }
        return asset.filter(found -> found.kind() != AssetKind.BLEND_SOURCE).map(found -> "is '" + id
                + "', which is of the kind " + found.kind().label() + "; " + StudioChoice.RULE);
    }

    /**
     * The content of a studio's file; empty for one of Renderline's own.
     *
     * @throws ProblemException when it is unknown or no .blend
     */
    public Optional<Sha256> content(StudioChoice choice) {
        faultOf(choice).ifPresent(fault -> {
            throw ProblemException.ofField("studio", fault);
        });
        return Optional.ofNullable(choice.file()).flatMap(media::find).map(MediaAsset::sha256);
    }
}
