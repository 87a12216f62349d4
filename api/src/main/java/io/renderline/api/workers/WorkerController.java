package io.renderline.api.workers;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.workers.WorkerRegistry.KnownWorker;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.RetiredDevice;
import io.renderline.core.message.WorkerHeartbeat;
import io.renderline.core.message.WorkerHeartbeat.QueueSlots;

/** Workers and queues over HTTP. */
@RestController
class WorkerController {
    private final WorkerRegistry workers;
    private final QueueLoads queues;

    WorkerController(WorkerRegistry workers, QueueLoads queues) {
        this.workers = workers;
        this.queues = queues;
    }

    /**
     * A worker as operators see it.
     *
     * @param state {@code up}; {@code silent}: no heartbeat for 30 s; {@code stopped}: ended in good order
     * @param warmScenes the hashes of the prepared scenes that its engine processes hold
     * @param running the tasks that it works on
     * @param retired the devices that it uses no more, with the reason
     * @param films the formats of film that it can write; null when it makes none
     * @param gpuFilms those of them that it can write by an encoder on a GPU
     */
    record WorkerView(String name, String host, long pid, String version, String blenderVersion, String state,
            List<QueueSlots> slots, List<DeviceUsed> devices, List<Sha256> warmScenes, Set<UUID> running,
            List<RetiredDevice> retired, @Nullable Set<VideoFormat> films, Set<VideoFormat> gpuFilms, Instant startedAt,
            Instant lastSeenAt) {
        static WorkerView of(KnownWorker worker) {
            WorkerHeartbeat said = worker.heartbeat();
            return new WorkerView(said.name(), said.host(), said.pid(), said.version(), said.blenderVersion(),
                    worker.presence().label(), said.slots(), said.devices(), said.warmScenes(), said.running(),
                    said.retired(), said.films(), said.gpuFilms(), said.startedAt(), worker.lastSeenAt());
        }
    }

    @GetMapping("/v1/workers")
    List<WorkerView> workers() {
        return workers.all().stream().map(WorkerView::of).toList();
    }

    @GetMapping("/v1/queues")
    List<QueueLoads.QueueLoad> queues() {
        return queues.all();
    }
}
