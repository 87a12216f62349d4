package io.renderline.api.templates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import io.renderline.api.media.MediaContents;
import io.renderline.core.message.MessageJson;
import io.renderline.core.message.TemplateOffer;

/** Adds to templates what their inspection has told. It is kept beside the version as soon as somebody asks for it. */
@Component
class TemplateOffers {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateOffers.class);

    private final TemplateTable table;
    private final MediaContents contents;

    TemplateOffers(TemplateTable table, MediaContents contents) {
        this.table = table;
        this.contents = contents;
    }

    /** The same with its offer, when that is known by now. */
    Template complete(Template template) {
        if (template.offer() != null || !template.inspection().state().equals("SUCCEEDED")) {
            return template;
        }
        Optional<UUID> told = table.offerOf(template.inspection().job());
        if (told.isEmpty()) {
            return template;
        }
        try {
            TemplateOffer offer = read(contents.read(told.get()));
            table.keepOffer(template.name(), template.version(), offer);
            return template.with(offer);
        } catch (IOException e) {
            LOG.warn("What template {} offers cannot be read: {}", template.name(), e.getMessage());
            return template;
        }
    }

    static TemplateOffer read(byte[] json) {
        try {
            return MessageJson.read(json, TemplateOffer.class);
        } catch (IOException e) {
            throw new UncheckedIOException("What a template offers is not understood", e);
        }
    }
}
