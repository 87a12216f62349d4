package io.renderline.api.media;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.core.key.Sha256;

/** Keeps a blob from being removed while it is registered, and the other way round. */
@Component
public class BlobLock {
    private final JdbcClient sql;

    public BlobLock(JdbcClient sql) {
        this.sql = sql;
    }

    /** Waits until nobody else holds the blob, and holds it until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(Sha256 blob) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))").param(blob.hex()).query().singleRow();
    }
}
