package io.renderline.core.task;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * Everything that determines a task's result besides its inputs and the engine. All of it is part of the cache key, so
 * nothing may stand here that does not change the result (priorities, file names, ids).
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "task")
@JsonSubTypes({
        @JsonSubTypes.Type(value = Tessellation.class, name = "tessellate"),
        @JsonSubTypes.Type(value = ScenePreparation.class, name = "prepare-scene"),
        @JsonSubTypes.Type(value = View.class, name = "render-view"),
        @JsonSubTypes.Type(value = GeometryExport.class, name = "export-geometry"),
        @JsonSubTypes.Type(value = TemplateInspection.class, name = "inspect-template"),
        @JsonSubTypes.Type(value = ScenePacking.class, name = "pack-scene"),
        @JsonSubTypes.Type(value = SceneFrame.class, name = "render-frame"),
        @JsonSubTypes.Type(value = VideoEncoding.class, name = "encode-video")})
public sealed interface TaskParameters
        permits Tessellation, ScenePreparation, View, GeometryExport, TemplateInspection, ScenePacking,
        SceneFrame, VideoEncoding {
    @JsonIgnore
    TaskType type();
}
