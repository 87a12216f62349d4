package io.renderline.api.catalog;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.catalog.RevisionEntity.Files;
import io.renderline.api.jobs.OwnJobs;
import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.MediaCatalog;
import io.renderline.api.outputs.OutputTypes;
import io.renderline.api.studios.Staging;
import io.renderline.core.media.ModelFormat;

/** Makes and changes products. New files make a new revision. Its thumbnail is asked for in the same transaction, and anew with another studio. */
@Service
class Products {
    /** The output type of the picture that every product has by itself; without it there is none. */
    private static final String THUMBNAIL = "thumbnail";

    private final ProductRepository products;
    private final RevisionRepository revisions;
    private final OutputTypes outputTypes;
    private final OwnJobs jobs;
    private final MediaCatalog media;
    private final Clock clock;

    Products(ProductRepository products, RevisionRepository revisions, OutputTypes outputTypes, OwnJobs jobs,
            MediaCatalog media, Clock clock) {
        this.products = products;
        this.revisions = revisions;
        this.outputTypes = outputTypes;
        this.jobs = jobs;
        this.media = media;
        this.clock = clock;
    }

    /** What a change came to. */
    enum Outcome {
        CREATED, NEW_REVISION, SAME_FILES
    }

    /** Makes the product or changes it. */
    @Transactional
    Outcome change(ArticleNumber articleNumber, ProductChange change) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean created = products.insert(articleNumber.text(), now) == 1;
        // From here on two changes of one product take turns, and the later one sees the revision of the earlier one
        ProductEntity product = products.lock(articleNumber.text()).orElseThrow();
        Optional<RevisionEntity> newest = revisions
                .findById(new RevisionId(product.articleNumber(), product.revision()));
        Files before = newest.map(RevisionEntity::files).orElse(Files.NONE);
        Staging stagingBefore = product.staging();
        Files after = before.with(change);
        product.apply(change, now);
        tellingUp(after).ifPresent(format -> {
            if (change.up() != null) {
                throw ProductFaults.upIsTold(format);
            }
            product.forgetUp();
        });
        if (!after.equals(before)) {
            revise(product, after, now);
        } else if (!product.staging().equals(stagingBefore)) {
            newest.ifPresent(revision -> showThumbnail(product, revision));
        }
        return created ? Outcome.CREATED : after.equals(before) ? Outcome.SAME_FILES : Outcome.NEW_REVISION;
    }

    /** The format of the file that tells which way is up; empty where it is for the product to say. */
    private Optional<ModelFormat> tellingUp(Files files) {
        UUID file = files.cadFile() == null ? files.usdMaster() : files.cadFile();
        return Optional.ofNullable(file).flatMap(media::find).flatMap(MediaAsset::modelFormat)
                .filter(ModelFormat::tellsUp);
    }

    /**
     * Takes it off all lists. Its revisions and pictures stay.
     *
     * @return false when there is no such product, or it is archived already
     */
    @Transactional
    boolean archive(String articleNumber) {
        Optional<ProductEntity> product = products.lock(articleNumber).filter(found -> !found.isArchived());
        product.ifPresent(found -> found.archive(clock.instant().truncatedTo(ChronoUnit.MICROS)));
        return product.isPresent();
    }

    private void revise(ProductEntity product, Files files, Instant now) {
        if (files.equals(Files.NONE)) {
            throw ProductFaults.onlyFile();
        }
        int number = product.revision() + 1;
        RevisionEntity revision = revisions
                .saveAndFlush(new RevisionEntity(new RevisionId(product.articleNumber(), number), files, now));
        product.revise(number);
        showThumbnail(product, revision);
    }

    private void showThumbnail(ProductEntity product, RevisionEntity revision) {
        outputTypes.current(THUMBNAIL)
                .ifPresent(type -> revision.showIn(jobs.submit(revision.model(product.staging()), type)));
    }
}
