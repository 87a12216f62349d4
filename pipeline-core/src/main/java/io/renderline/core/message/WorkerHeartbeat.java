package io.renderline.core.message;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.key.Sha256;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.Lane;
import io.renderline.core.task.Queue;

/**
 * A sign of life, every ten seconds, at start and at the end.
 *
 * @param name unique among the workers that run: host, role and process id
 * @param version Renderline's version
 * @param slots how many batches it runs at once, by queue
 * @param devices what it can render with
 * @param warmScenes the hashes of the prepared scenes that its Blender processes hold, most recently used first
 * @param running the tasks that it works on
 * @param films the formats of film that it can write; null where it does not say
 * @param gpuFilms the formats of film that it can write by an encoder on a GPU
 * @param retired the devices that it uses no more, since they have failed
 * @param stopping whether this is the last one, because the worker ends in good order
 */
public record WorkerHeartbeat(String name, String host, long pid, String version, String blenderVersion,
        List<QueueSlots> slots, List<DeviceUsed> devices, List<Sha256> warmScenes, Set<UUID> running,
        Instant startedAt, Instant at, @Nullable Set<VideoFormat> films, Set<VideoFormat> gpuFilms,
        List<RetiredDevice> retired,
        boolean stopping) {
    public WorkerHeartbeat {
        slots = List.copyOf(slots);
        devices = List.copyOf(devices);
        warmScenes = List.copyOf(warmScenes);
        running = Set.copyOf(running);
        films = films == null ? null : Set.copyOf(films);
        // Workers of before say nothing of these
        gpuFilms = Optional.ofNullable(gpuFilms).map(Set::copyOf).orElse(Set.of());
        retired = Optional.ofNullable(retired).map(List::copyOf).orElse(List.of());
    }

    /** A worker that says nothing of films. */
    public WorkerHeartbeat(String name, String host, long pid, String version, String blenderVersion,
            List<QueueSlots> slots, List<DeviceUsed> devices, List<Sha256> warmScenes, Set<UUID> running,
            Instant startedAt, Instant at, boolean stopping) {
        this(name, host, pid, version, blenderVersion, slots, devices, warmScenes, running, startedAt, at, null,
                Set.of(), List.of(), stopping);
    }

    /**
     * How many batches of a queue the worker runs at once.
     *
     * @param express how many batches of urgent work it runs beside these; null: none
     */
    public record QueueSlots(Queue queue, int slots, @Nullable Integer express) {
        /** Of a worker that takes urgent work in turn with the rest. */
        public QueueSlots(Queue queue, int slots) {
            this(queue, slots, null);
        }

        /** How many batches of the lane it runs at once. */
        public int of(Lane lane) {
            return lane == Lane.ORDINARY ? slots : Objects.requireNonNullElse(express, 0);
        }
    }
}
