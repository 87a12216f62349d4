package io.renderline.core.task;

import io.renderline.core.media.ModelFormat;

/**
 * Parameters of {@link TaskType#INSPECT_TEMPLATE}; input {@value #SOURCE}, output {@value #OFFER}.
 *
 * @param format a .blend, or a ZIP with one
 */
public record TemplateInspection(ModelFormat format) implements TaskParameters {
    /** The input: the uploaded file. */
    public static final String SOURCE = "source";
    /** The output: a {@link io.renderline.core.message.TemplateOffer}, as JSON. */
    public static final String OFFER = "offer";

    public TemplateInspection {
        if (!format.isScene()) {
            throw new IllegalArgumentException(format + " is no template; it must be a .blend or a ZIP with one");
        }
    }

    @Override
    public TaskType type() {
        return TaskType.INSPECT_TEMPLATE;
    }
}
