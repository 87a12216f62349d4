package io.renderline.api.workers;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.stereotype.Component;

import io.renderline.core.media.VideoFormat;

/** Which formats of film the workers that are there can write. */
@Component
public class FilmFormats {
    private final WorkerRegistry workers;

    FilmFormats(WorkerRegistry workers) {
        this.workers = workers;
    }

    /**
     * Whether workers are up that write films, and none of them can write this format. While there is none at all, nothing is
     * out of reach: one may be about to start.
     */
    public boolean isOutOfReach(VideoFormat format) {
        List<Set<VideoFormat>> writable = workers.all().stream()
                .filter(worker -> worker.presence() == WorkerRegistry.KnownWorker.Presence.UP)
                .map(worker -> worker.heartbeat().films()).filter(Objects::nonNull).map(Objects::requireNonNull)
                .toList();
        return !writable.isEmpty() && writable.stream().noneMatch(formats -> formats.contains(format));
    }
}
