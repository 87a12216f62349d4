package io.renderline.engine.consume;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import io.renderline.core.blob.BlobStore;
import io.renderline.core.blob.FileSystemBlobStore;

/** A blob store that can be full, or nearly, or without room for memos. */
final class FaultyStore {
    private final BlobStore sound;
    /** The largest blob that it takes, bytes. */
    volatile long room = Long.MAX_VALUE;
    /** Whether it takes memos. */
    volatile boolean takesMemos = true;
    final AtomicInteger writes = new AtomicInteger();

    FaultyStore(Path folder) throws IOException {
        sound = new FileSystemBlobStore(folder);
    }

    BlobStore asStore() {
        return (BlobStore) Proxy.newProxyInstance(BlobStore.class.getClassLoader(), new Class<?>[]{BlobStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("put")) {
                        writes.incrementAndGet();
                        if (arguments[0] instanceof InputStream in && in.readAllBytes().length > room) {
                            throw new IOException("No space left on device");
                        }
                        return sound.put(InputStream.nullInputStream(), 0);
                    }
                    if (method.getName().equals("putMemo") && !takesMemos) {
                        throw new IOException("No space left on device");
                    }
                    try {
                        return method.invoke(sound, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
