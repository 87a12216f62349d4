package io.renderline.api.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The table {@code product_revision}. */
interface RevisionRepository extends Repository<RevisionEntity, RevisionId> {
    Optional<RevisionEntity> findById(RevisionId id);

    /** The newest revision of each of these products that is not archived and has one. */
    @Query("SELECT new io.renderline.api.catalog.NewestRevision(p, r) FROM RevisionEntity r JOIN ProductEntity p ON p.articleNumber = r.id.articleNumber"
            + " AND p.revision = r.id.number WHERE p.articleNumber IN :articleNumbers AND p.archivedAt IS NULL")
    List<NewestRevision> findNewest(Collection<String> articleNumbers);

    RevisionEntity saveAndFlush(RevisionEntity revision);
}
