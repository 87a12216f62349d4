package io.renderline.engine.handler;

import java.io.IOException;

import io.renderline.engine.device.RenderGpu;

/** Finds out whether a GPU on which a task has failed still works. */
@FunctionalInterface
public interface GpuInspection {
    /** @param cause what the task has failed of */
    void inspect(RenderGpu gpu, String cause) throws IOException, InterruptedException;
}
