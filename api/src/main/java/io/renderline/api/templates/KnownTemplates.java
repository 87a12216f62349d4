package io.renderline.api.templates;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import io.renderline.api.jobs.ClipTemplates;

/** Tells jobs which version of a template there is, and whether it can be used. */
@Component
class KnownTemplates implements ClipTemplates {
    private static final int MAX_SHOWN = 20;
    /** With these no other attempt ends differently: the file itself is at fault. */
    private static final Set<String> HOPELESS = Set.of("UNREADABLE_MODEL", "UNSUPPORTED_MODEL", "EMPTY_MODEL");

    private final Templates templates;
    private final TemplateOffers offers;
    private final TemplateFolder folder;

    KnownTemplates(Templates templates, TemplateOffers offers, TemplateFolder folder) {
        this.templates = templates;
        this.offers = offers;
        this.folder = folder;
    }

    /** The newest version, with its offer when that is known; the folder is looked at first where it has a say. */
    Optional<Template> newest(String name) {
        Optional<Template> known = templates.newest(name);
        if (known.filter(template -> template.file() == null && !template.isArchived()).isEmpty()) {
            folder.look();
            known = templates.newest(name);
        }
        return known.map(offers::complete);
    }

    @Override
    public Found find(String name) {
        Optional<Template> found = newest(name);
        if (found.isEmpty()) {
            return new Found.Unusable("is '" + name + "', and no template has this name; " + others());
        }
        Template template = found.get();
        if (template.isArchived()) {
            return new Found.Unusable("is '" + name + "', which " + (template.file() == null
                    ? "was deleted"
                    : "has vanished: the templates' folder has no " + template.file().name() + " any more") + "; "
                    + others());
        }
        if (HOPELESS.contains(String.valueOf(template.inspection().errorCode()))) {
            return new Found.Unusable("is '" + name + "', which cannot be used: "
                    + template.inspection().errorMessage());
        }
        return new Found.Usable(template.id(), template.asset(), template.offer());
    }

    private String others() {
        List<String> names = templates.current("", MAX_SHOWN).stream().map(Template::name).toList();
        return names.isEmpty()
                ? "there is none. PUT /v1/templates/{name} makes one of an uploaded .blend"
                : "there are " + names.stream().collect(Collectors.joining(", "));
    }
}
