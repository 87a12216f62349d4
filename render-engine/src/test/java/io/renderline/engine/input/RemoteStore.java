package io.renderline.engine.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.renderline.core.blob.FileSystemBlobStore;
import io.renderline.core.key.Sha256;

/** A store whose blobs are to be fetched, and which counts how often one is opened. */
final class RemoteStore extends FileSystemBlobStore {
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicBoolean damaged = new AtomicBoolean();

    RemoteStore(Path folder) throws IOException {
        super(folder);
    }

    /** The next blob that is opened has other bytes. */
    void damageNext() {
        damaged.set(true);
    }

    int opened() {
        return opened.get();
    }

    @Override
    public InputStream open(Sha256 hash) throws IOException {
        opened.incrementAndGet();
        return damaged.getAndSet(false) ? new ByteArrayInputStream(new byte[]{1, 2, 3}) : super.open(hash);
    }

    @Override
    public Optional<Path> localFile(Sha256 hash) {
        return Optional.empty();
    }
}
