package io.renderline.api.cache;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.tasks.TaskGraph;
import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;
import io.renderline.core.media.ImageFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.EngineVersions;
import io.renderline.core.task.Queue;
import io.renderline.core.task.SceneFrame;
import io.renderline.core.task.ScenePacking;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.VideoEncoding;

/** Graphs as jobs for films and stills of a .blend have them. */
final class FilmGraph {
    private static final EngineVersions ENGINES = EngineVersions.bundled();

    private FilmGraph() {}

    /** Two frames of a scene, in a film. */
    static TaskGraph film(String scene, VideoFormat format) {
        List<PlannedTask> tasks = new ArrayList<>(picture(scene, 1, false).tasks());
        tasks.add(picture(scene, 2, false).tasks().getLast());
        SortedMap<String, TaskInput> frames = new TreeMap<>();
        for (int number = 1; number <= 2; number++) {
            CacheKey frame = tasks.get(number).spec().cacheKey(ENGINES);
            frames.put(VideoEncoding.frame(number), new TaskInput.Made(frame, SceneFrame.IMAGE));
        }
        tasks.add(new PlannedTask(new TaskSpec(new VideoEncoding(format, 24), frames), Queue.CPU, true, null));
        return new TaskGraph(tasks);
    }

    /** A frame of the scene as what is asked for. */
    static TaskGraph still(String scene, int number) {
        return picture(scene, number, true);
    }

    private static TaskGraph picture(String scene, int number, boolean deliverable) {
        TaskSpec pack = TaskSpec.of(new ScenePacking(ModelFormat.BLEND, null, false), ScenePacking.SOURCE,
                new TaskInput.Source(Sha256.of(scene.getBytes(StandardCharsets.UTF_8))));
        CacheKey packed = pack.cacheKey(ENGINES);
        TaskSpec frame = TaskSpec.of(
                new SceneFrame(number, 64, 64, 1, null, false, ImageFormat.PNG, DevicePolicy.CPU), SceneFrame.SCENE,
                new TaskInput.Made(packed, ScenePacking.SCENE));
        return new TaskGraph(List.of(new PlannedTask(pack, Queue.CPU, false, null),
                new PlannedTask(frame, Queue.HEAVY, deliverable, packed)));
    }
}
