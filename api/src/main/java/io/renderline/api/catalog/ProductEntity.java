package io.renderline.api.catalog;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import io.renderline.api.studios.Staging;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code product}. */
@Entity
@Table(name = "product")
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // JPA sets the fields, and reads them
class ProductEntity {
    @Id
    private String articleNumber;
    private String name;
    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, String> attributes;
    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> tags;
    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Staging staging;
    @Nullable
    private Integer revision;
    private Instant changedAt;
    @Nullable
    private Instant archivedAt;

    protected ProductEntity() {}

    String articleNumber() {
        return articleNumber;
    }

    /** The newest one, 0 while it has none. */
    int revision() {
        return revision == null ? 0 : revision;
    }

    Staging staging() {
        return staging == null ? Staging.NONE : staging;
    }

    boolean isArchived() {
        return archivedAt != null;
    }

    /** What is null in {@code change} stays as it is. Whoever changes an archived product takes it back. */
    void apply(ProductChange change, Instant now) {
        name = change.name() == null ? name : change.name();
        attributes = change.attributes() == null ? attributes : Map.copyOf(change.attributes());
        tags = change.tags() == null ? tags : List.copyOf(change.tags());
        staging = change.staging(staging());
        archivedAt = null;
        changedAt = now;
    }

    /** The file tells by itself which way is up. */
    void forgetUp() {
        if (staging().up() != null) {
            staging = staging().with(null);
        }
    }

    void revise(int number) {
        revision = number;
    }

    void archive(Instant now) {
        archivedAt = now;
    }
}
