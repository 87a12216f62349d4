package io.renderline.api.catalog;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.api.jobs.GeometrySource;
import io.renderline.api.jobs.ProductModel;
import io.renderline.api.studios.Staging;

import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of {@code product_revision}. Its files never change. */
@Entity
@Table(name = "product_revision")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // JPA sets the fields, and reads them
class RevisionEntity {
    @EmbeddedId
    private RevisionId id;
    @Nullable
    private UUID cadFile;
    @Nullable
    private UUID usdMaster;
    @Nullable
    private UUID thumbnailJob;
    private Instant createdAt;

    protected RevisionEntity() {}

    RevisionEntity(RevisionId id, Files files, Instant createdAt) {
        this.id = id;
        this.cadFile = files.cadFile();
        this.usdMaster = files.usdMaster();
        this.createdAt = createdAt;
    }

    /** The assets that show what a product looks like. */
    record Files(@Nullable UUID cadFile, @Nullable UUID usdMaster) {
        static final Files NONE = new Files(null, null);

        Files with(ProductChange change) {
            UUID master = change.removesUsdMaster() ? null : usdMaster;
            return new Files(change.cadFile() == null ? cadFile : change.cadFile(),
                    change.usdMaster() == null ? master : change.usdMaster());
        }
    }

    Files files() {
        return new Files(cadFile, usdMaster);
    }

    /**
     * A USD master is made with care, so it goes before the CAD file.
     *
     * @param staging the product's
     */
    ProductModel model(Staging staging) {
        return usdMaster != null
                ? new ProductModel(id.articleNumber(), id.number(), usdMaster, GeometrySource.USD_MASTER,
                        staging)
                : new ProductModel(id.articleNumber(), id.number(), java.util.Objects.requireNonNull(cadFile),
                        GeometrySource.CAD, staging);
    }

    void showIn(UUID thumbnail) {
        thumbnailJob = thumbnail;
    }
}
