package io.renderline.api.catalog;

import java.util.Optional;

import org.springframework.data.repository.Repository;

/** The table {@code product_revision}. */
interface RevisionRepository extends Repository<RevisionEntity, RevisionId> {
    Optional<RevisionEntity> findById(RevisionId id);

    RevisionEntity saveAndFlush(RevisionEntity revision);
}
