package io.renderline.api.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * Says whose the blob store is. To a database that is new, or another installation's, all that lies there is named by nothing:
 * only the database that the store belongs to may have orphans removed from it.
 */
@Component
class StoreClaim {
    /** No task's. */
    static final CacheKey KEY = new CacheKey(
            Sha256.of("the database of this store".getBytes(StandardCharsets.UTF_8)).hex());

    private static final Logger LOG = LoggerFactory.getLogger(StoreClaim.class);

    private final JdbcClient sql;
    private final BlobStore store;

    StoreClaim(JdbcClient sql, BlobStore store) {
        this.sql = sql;
        this.store = store;
    }

    /**
     * Whether the store belongs to this database. One that belongs to none is claimed, which is answered by true only when it is
     * asked again: of two that claim it at once, the later one has it.
     */
    boolean holds() throws IOException {
        UUID owner = sql.sql("SELECT store_owner FROM orphan_search").query(UUID.class).single();
        Optional<String> claimed = store.memo(KEY).map(memo -> new String(memo, StandardCharsets.UTF_8).strip())
                // What a crash has left of one
                .filter(name -> !name.isEmpty());
        if (claimed.isEmpty()) {
            store.putMemo(KEY, owner.toString().getBytes(StandardCharsets.UTF_8));
        } else if (!claimed.get().equals(owner.toString())) {
            LOG.warn(
                    "The blob store belongs to another database than this one ({}), so that orphaned files are not looked"
                            + " for. Correct RENDERLINE_DB_URL or RENDERLINE_BLOB_URL; if the other database is given up, remove {}"
                            + " from the store.",
                    claimed.get(), "memo/" + KEY.hex().substring(0, 2) + "/" + KEY.hex() + ".json");
        }
        return claimed.isPresent() && claimed.get().equals(owner.toString());
    }
}
