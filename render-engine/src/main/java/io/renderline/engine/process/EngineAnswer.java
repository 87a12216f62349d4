package io.renderline.engine.process;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.renderline.core.media.ModelFormat;
import io.renderline.core.message.DeviceUsed;
import io.renderline.core.message.TemplateOffer;

/** What sessions answer, one record for each {@link EngineRequest}. */
public sealed interface EngineAnswer {
    /**
     * A GLB was written.
     *
     * @param notes what is otherwise in it than in the model, in sentences
     */
    record Tessellated(long sizeBytes, long triangles, List<String> notes) implements EngineAnswer {}

    /**
     * A prepared scene was written.
     *
     * @param notes what is otherwise in it than in the model or the studio, in sentences
     * @param memoryBytes what the session's process holds now
     */
    record Prepared(long sizeBytes, long triangles, List<String> notes, long memoryBytes) implements EngineAnswer {}

    /**
     * A geometry file was written.
     *
     * @param notes what is otherwise in it than in the model, in sentences
     */
    record Exported(long sizeBytes, long triangles, List<String> notes) implements EngineAnswer {}

    /**
     * A scene was packed.
     *
     * @param format a .blend, or a ZIP with one and its files
     * @param notes what is otherwise than its author left it, in sentences
     */
    record Packed(ModelFormat format, long sizeBytes, List<String> notes) implements EngineAnswer {}

    /** A template was looked at. */
    record Inspected(TemplateOffer offer) implements EngineAnswer {}

    /**
     * A prepared scene is open.
     *
     * @param memoryBytes what the session's process holds now
     */
    record Loaded(long loadMs, long triangles, long memoryBytes) implements EngineAnswer {}

    /**
     * A view was written.
     *
     * @param engineMs time in Blender's own render, ms
     * @param warm whether the session had rendered the scene before
     * @param deviceMemoryBytes what Cycles holds of the device's memory now, without the driver's own share
     */
    record Rendered(int width, int height, long engineMs, long saveMs, boolean warm, DeviceUsed device,
            long deviceMemoryBytes, long memoryBytes, long peakMemoryBytes) implements EngineAnswer {}

    /** A GPU has rendered a tiny picture. */
    record Warmed(DeviceUsed device, long engineMs) implements EngineAnswer {}

    /** What can render here, best first, the processor last. */
    record DeviceList(List<Device> devices) implements EngineAnswer {}

    /**
     * One device.
     *
     * @param id Cycles' name of it, which holds the bus address of a GPU
     */
    record Device(String backend, String name, String id, @Nullable String driver) {
        /** Whether it is no processor. */
        public boolean isGpu() {
            return !"CPU".equals(backend);
        }
    }
}
