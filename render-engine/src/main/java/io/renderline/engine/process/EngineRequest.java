package io.renderline.engine.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;

import io.renderline.core.media.GeometryFormat;
import io.renderline.core.media.ModelFormat;
import io.renderline.core.media.UpAxis;
import io.renderline.core.task.DevicePolicy;
import io.renderline.core.task.MaterialRule;
import io.renderline.core.task.Studio;

/**
 * What a session can be asked. The components of a request are the {@code args} that travel.
 *
 * @param <R> the type of the answer
 */
public sealed interface EngineRequest<R> {
    /** The operation's name in the protocol. */
    @JsonIgnore
    String op();

    /** How its answer is read. */
    @JsonIgnore
    Class<R> answer();

    /**
     * CAD to GLB.
     *
     * @param filename the name that the user gave the file, for messages
     * @param relativeTolerance a fraction of the model's diagonal
     * @param angularTolerance radians
     */
    record Tessellate(Path source, String filename, ModelFormat format, Path output, double relativeTolerance,
            double angularTolerance) implements EngineRequest<EngineAnswer.Tessellated> {
        @Override
        public String op() {
            return "tessellate";
        }

        @Override
        public Class<EngineAnswer.Tessellated> answer() {
            return EngineAnswer.Tessellated.class;
        }
    }

    /**
     * A model to a prepared scene.
     *
     * @param studio the name of a studio of Renderline's own; null: that of {@code studioFile}
     * @param studioFile a .blend; null: the studio is named
     * @param studioFilename the name that the user gave the file, for messages
     * @param up which way is up in it; null: as usual
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Prepare(Path source, String filename, ModelFormat format, Path output, @Nullable Studio studio,
            @Nullable Path studioFile, @Nullable String studioFilename, List<MaterialRule> materials,
            @Nullable UpAxis up)
            implements
                EngineRequest<EngineAnswer.Prepared> {
        @Override
        public String op() {
            return "prepare";
        }

        @Override
        public Class<EngineAnswer.Prepared> answer() {
            return EngineAnswer.Prepared.class;
        }
    }

    /**
     * A model to a geometry file.
     *
     * @param up which way is up in it; null: as usual
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Export(Path source, String filename, ModelFormat format, Path output, GeometryFormat target,
            @Nullable UpAxis up)
            implements
                EngineRequest<EngineAnswer.Exported> {
        @Override
        public String op() {
            return "export";
        }

        @Override
        public Class<EngineAnswer.Exported> answer() {
            return EngineAnswer.Exported.class;
        }
    }

    /**
     * Opens a prepared scene; the session holds no other one, ever.
     *
     * @param persistentData whether what was built for a view is kept for the next one; without it every view takes longer,
     *        and less memory
     */
    record Load(Path scene, boolean persistentData) implements EngineRequest<EngineAnswer.Loaded> {
        @Override
        public String op() {
            return "load";
        }

        @Override
        public Class<EngineAnswer.Loaded> answer() {
            return EngineAnswer.Loaded.class;
        }
    }

    /**
     * One view of the loaded scene.
     *
     * @param device Cycles' name for the GPU to render on; null: the policy decides
     * @param encoding {@code targa} or {@code exr}
     * @param background {@code #rrggbb}; null: what the studio has there
     * @param camera of the studio's file; null: by the angles, or by the author's where there is a frame
     * @param frame of the timeline of the studio's file; null: the one that it was saved at
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Render(int width, int height, double azimuth, double elevation, int samples, boolean denoise,
            boolean transparent, int seed, DevicePolicy devicePolicy, @Nullable String device, Path output,
            String encoding, boolean turntable,
            @Nullable String background, @Nullable String camera, @Nullable Integer frame)
            implements
                EngineRequest<EngineAnswer.Rendered> {
        @Override
        public String op() {
            return "render";
        }

        @Override
        public Class<EngineAnswer.Rendered> answer() {
            return EngineAnswer.Rendered.class;
        }
    }

    /** What can be filled in of a .blend. */
    record InspectTemplate(Path source, String filename, ModelFormat format)
            implements
                EngineRequest<EngineAnswer.Inspected> {
        @Override
        public String op() {
            return "inspect-template";
        }

        @Override
        public Class<EngineAnswer.Inspected> answer() {
            return EngineAnswer.Inspected.class;
        }
    }

    /**
     * A .blend as its author left it to a scene that is whole.
     *
     * @param texts what is put into text objects before, by their names
     * @param colors {@code #rrggbb} by name
     * @param images files by the names of the images that they replace
     */
    record PackScene(Path source, String filename, ModelFormat format, Path output, @Nullable String camera,
            boolean allowMissing, Map<String, String> texts, Map<String, String> colors, Map<String, Path> images)
            implements
                EngineRequest<EngineAnswer.Packed> {
        @Override
        public String op() {
            return "pack-scene";
        }

        @Override
        public Class<EngineAnswer.Packed> answer() {
            return EngineAnswer.Packed.class;
        }
    }

    /**
     * Opens such a scene; the session holds no other one, ever.
     *
     * @param folder where its files come to lie, for as long as the session lives
     * @param persistentData as for {@link Load}
     */
    record LoadFilm(Path scene, Path folder, boolean persistentData) implements EngineRequest<EngineAnswer.Loaded> {
        @Override
        public String op() {
            return "load-film";
        }

        @Override
        public Class<EngineAnswer.Loaded> answer() {
            return EngineAnswer.Loaded.class;
        }
    }

    /**
     * One frame of the loaded scene as Targa; what is null is as the scene says. Exactly one of the first three says which.
     *
     * @param seconds since the scene's start
     * @param share of the scene's length
     * @param device as for {@link Render}
     */
    record RenderFrame(@Nullable Integer frame, @Nullable Double seconds, @Nullable Double share,
            @Nullable Integer width, @Nullable Integer height, @Nullable Integer samples,
            @Nullable String camera, boolean transparent, DevicePolicy devicePolicy, @Nullable String device,
            Path output)
            implements
                EngineRequest<EngineAnswer.Rendered> {
        @Override
        public String op() {
            return "render-frame";
        }

        @Override
        public Class<EngineAnswer.Rendered> answer() {
            return EngineAnswer.Rendered.class;
        }
    }

    /** Has a GPU load its kernels, or compile them, by a tiny picture. */
    record WarmGpu(String device) implements EngineRequest<EngineAnswer.Warmed> {
        @Override
        public String op() {
            return "warm-gpu";
        }

        @Override
        public Class<EngineAnswer.Warmed> answer() {
            return EngineAnswer.Warmed.class;
        }
    }

    /** What can render here. */
    record Devices() implements EngineRequest<EngineAnswer.DeviceList> {
        @Override
        public String op() {
            return "devices";
        }

        @Override
        public Class<EngineAnswer.DeviceList> answer() {
            return EngineAnswer.DeviceList.class;
        }
    }

    /** A line of the protocol; {@code id} comes back with each answer. */
    record Envelope(long id, String op, EngineRequest<?> args) {}

    /** The file that the request reads, for messages; null when it reads none. */
    @JsonIgnore
    default @Nullable String subject() {
        return switch (this) {
            case Tessellate tessellate -> tessellate.filename();
            case Prepare prepare -> prepare.filename();
            case Export export -> export.filename();
            case Load _ -> "the prepared scene";
            case Render render -> "a view of " + render.width() + " x " + render.height() + " px";
            case InspectTemplate inspect -> inspect.filename();
            case PackScene pack -> pack.filename();
            case LoadFilm _ -> "the scene";
            case RenderFrame frame -> frame.frame() == null ? "a frame" : "frame " + frame.frame();
            case WarmGpu _,Devices _ -> null;
        };
    }
}
