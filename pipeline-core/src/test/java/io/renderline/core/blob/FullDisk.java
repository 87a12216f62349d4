package io.renderline.core.blob;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** Stores more than this process may write to one file, and prints what the store says. Runs in a process of its own. */
final class FullDisk {
    static final int BYTES = 4 * 1024 * 1024;

    private FullDisk() {}

    /** @param arguments the store's URL */
    public static void main(String[] arguments) throws IOException {
        BlobStore store = BlobStores.open(URI.create(arguments[0]));
        try {
            store.put(zeros(), Long.MAX_VALUE);
            System.out.println("stored");
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
        System.out.println("small: " + store.put(InputStream.nullInputStream(), 0).sizeBytes());
    }

    static InputStream zeros() {
        return new LimitedStream(new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        }, BYTES);
    }
}
