package io.renderline.api.workers;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.WorkerHeartbeat;

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
        return isOutOfReach(format, WorkerHeartbeat::films);
    }

    /** The same of what is encoded on a GPU. */
    public boolean isOutOfReachOfGpus(VideoFormat format) {
        return isOutOfReach(format, WorkerHeartbeat::gpuFilms);
    }

    private boolean isOutOfReach(VideoFormat format, Function<WorkerHeartbeat, @Nullable Set<VideoFormat>> which) {
        List<Set<VideoFormat>> writable = workers.all().stream()
                .filter(worker -> worker.presence() == WorkerRegistry.KnownWorker.Presence.UP)
                .map(WorkerRegistry.KnownWorker::heartbeat).filter(heartbeat -> heartbeat.films() != null)
                .flatMap(heartbeat -> Optional.ofNullable(which.apply(heartbeat)).stream()).toList();
        return !writable.isEmpty() && writable.stream().noneMatch(formats -> formats.contains(format));
    }
}
