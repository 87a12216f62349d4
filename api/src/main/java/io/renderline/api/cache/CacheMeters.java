package io.renderline.api.cache;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.renderline.core.media.AssetKind;

/** How much the cache holds, by kind, what was evicted from it, and what was removed because nothing names it. */
@Component
class CacheMeters {
    private static final List<String> ORPHANS = List.of("blob", "memo", "unfinished");

    private final MeterRegistry registry;
    private volatile Map<AssetKind, Long> latest = Map.of();

    CacheMeters(MeterRegistry registry, CacheLimit limit) {
        this.registry = registry;
        Gauge.builder("renderline.cache.limit", limit, known -> known.maxSize().toBytes()).baseUnit("bytes")
                .description("The most that the cache of intermediate files may hold").register(registry);
        for (AssetKind kind : CachedFiles.KINDS) {
            Gauge.builder("renderline.cache.size", this, all -> {
                Long bytes = all.latest.get(kind);
                return bytes == null ? Double.NaN : bytes;
            }).baseUnit("bytes").description("What the cache of intermediate files holds").tag("kind", kind.label())
                    .register(registry);
            files(kind);
            bytes(kind);
        }
        ORPHANS.forEach(this::orphans);
        orphaned();
    }

    void measured(Map<AssetKind, Long> sizes) {
        latest = sizes;
    }

    void evicted(List<CachedFiles.Candidate> files) {
        for (CachedFiles.Candidate file : files) {
            files(file.kind()).increment();
            bytes(file.kind()).increment((double) file.sizeBytes());
        }
    }

    /** A blob that nothing named is gone. */
    void orphanRemoved(long sizeBytes) {
        orphans("blob").increment();
        orphaned().increment((double) sizeBytes);
    }

    /** Memos of tasks that nobody waits for are gone. */
    void memosRemoved(int memos) {
        orphans("memo").increment(memos);
    }

    /** Files that were not stored to their end are gone. */
    void unfinishedRemoved(int files) {
        orphans("unfinished").increment(files);
    }

    private Counter orphans(String kind) {
        return Counter.builder("renderline.cache.orphans").tag("kind", kind)
                .description("What was removed from the blob store because nothing named it").register(registry);
    }

    private Counter orphaned() {
        return Counter.builder("renderline.cache.orphaned").baseUnit("bytes")
                .description("Size of the blobs that were removed because nothing named them").register(registry);
    }

    private Counter files(AssetKind kind) {
        return Counter.builder("renderline.cache.evictions").description("Intermediate files that were evicted")
                .tag("kind", kind.label()).register(registry);
    }

    private Counter bytes(AssetKind kind) {
        return Counter.builder("renderline.cache.evicted").baseUnit("bytes")
                .description("Size of the intermediate files that were evicted").tag("kind", kind.label())
                .register(registry);
    }
}
