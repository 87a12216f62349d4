package io.renderline.api.jobs;

import java.util.SortedMap;

import org.springframework.stereotype.Component;

import io.renderline.api.tasks.PlannedTask;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.api.workers.FilmFormats;
import io.renderline.core.media.VideoFormat;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.Queue;
import io.renderline.core.task.TaskInput;
import io.renderline.core.task.TaskSpec;
import io.renderline.core.task.VideoEncoding;

/** Plans the last step of a film: its frames are encoded, and it is what is delivered. */
@Component
class FilmPlanner {
    private final FilmFormats writable;

    FilmPlanner(FilmFormats writable) {
        this.writable = writable;
    }

    /**
     * The task that makes the film.
     *
     * @param frames by their names, see {@link VideoEncoding#frame}
     * @throws ProblemException when no worker could write it: nothing is rendered in vain
     */
    PlannedTask plan(VideoEncoding film, SortedMap<String, TaskInput> frames) {
        VideoFormat format = film.format();
        if (writable.isOutOfReach(format)) {
            throw new ProblemException(ProblemCode.ENCODER_MISSING, "No worker here can write " + format.label()
                    + ". Install Debian's package ffmpeg where a worker of the queue cpu runs, or set RENDERLINE_FFMPEG"
                    + " there, and start it again. Or ask for zip.");
        }
        if (film.policy() == DevicePolicy.GPU && writable.isOutOfReachOfGpus(format)) {
            throw new ProblemException(ProblemCode.ENCODER_MISSING, "No worker here can encode " + format.label()
                    + " on a GPU, which the device gpu asks for. Check the driver and the card of a worker that serves"
                    + " the queue cpu (its log says what FFmpeg found) and start it again, or allow auto or cpu.");
        }
        return new PlannedTask(new TaskSpec(film, frames), Queue.CPU, true, null);
    }
}
