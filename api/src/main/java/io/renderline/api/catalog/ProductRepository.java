package io.renderline.api.catalog;

import java.time.Instant;
import java.util.Optional;

import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import jakarta.persistence.LockModeType;

/** The table {@code product}. */
interface ProductRepository extends Repository<ProductEntity, String> {
    Optional<ProductEntity> findById(String articleNumber);

    /** The product, locked until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("SELECT p FROM ProductEntity p WHERE p.articleNumber = :articleNumber")
    Optional<ProductEntity> lock(String articleNumber);

    /**
     * Makes a product without files, called by its article number, unless there is one.
     *
     * @return 1 when this call has made it
     */
    @Modifying
    @Query(nativeQuery = true, value = """
            INSERT INTO product (article_number, name, attributes, tags, created_at, changed_at)
            VALUES (:articleNumber, :articleNumber, '{}', '{}', :now, :now) ON CONFLICT DO NOTHING""")
    int insert(String articleNumber, Instant now);
}
