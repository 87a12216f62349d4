package io.renderline.core.measure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.media.AssetKind;

/** How much this process has put into the blob store, by kind of file. */
public final class StorageMeters {
    private static final String NAME = "renderline.blob.stored";

    private final MeterRegistry meters;

    public StorageMeters(MeterRegistry meters) {
        this.meters = meters;
        for (AssetKind kind : AssetKind.values()) {
            counter(kind);
        }
    }

    /** A file of this size was stored. */
    public void stored(AssetKind kind, long bytes) {
        counter(kind).increment((double) bytes);
    }

    private Counter counter(AssetKind kind) {
        return Counter.builder(NAME).description("Bytes put into the blob store").baseUnit("bytes")
                .tag("kind", kind.label()).register(meters);
    }
}
