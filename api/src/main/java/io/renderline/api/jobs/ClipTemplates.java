package io.renderline.api.jobs;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.renderline.core.message.TemplateOffer;

/** Knows the templates that clips are made of. */
public interface ClipTemplates {
    /** The newest version of a template. */
    Found find(String name);

    /** What came of looking for one. */
    sealed interface Found {
        /**
         * It can be used.
         *
         * @param asset the .blend, or a ZIP with one
         * @param offer what can be filled in of it; null: that is not known yet
         */
        record Usable(TemplateVersion version, UUID asset, @Nullable TemplateOffer offer) implements Found {}

        /** It cannot be used; {@code why} goes on after the field's name, e.g. {@code is 'x', and …}. */
        record Unusable(String why) implements Found {}
    }
}
