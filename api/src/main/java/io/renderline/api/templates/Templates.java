package io.renderline.api.templates;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntPredicate;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import io.renderline.api.jobs.OwnJobs;

/** All templates. */
@Service
class Templates {
    private final TemplateTable table;
    private final OwnJobs jobs;

    Templates(TemplateTable table, OwnJobs jobs) {
        this.table = table;
        this.jobs = jobs;
    }

    /** What came of a wish to change one. */
    enum Change {
        /** There was none of this name, or it was archived. */
        CREATED, NEW_VERSION,
        /** It has this content already. */
        UNCHANGED,
        /** It takes no new jobs from now on. */
        ARCHIVED,
        /** It belongs to the templates' folder, or to uploads: the other one cannot change it. */
        NOT_OWN,
        /** Its version is not the one that the client has seen, or the client has seen one and there is none. */
        OTHER_VERSION,
        /** There is none of this name. */
        UNKNOWN
    }

    @Transactional(readOnly = true)
    Optional<Template> newest(String name) {
        return table.newest(name);
    }

    @Transactional(readOnly = true)
    Optional<Template> version(String name, int version) {
        return table.version(name, version);
    }

    @Transactional(readOnly = true)
    List<Template> current(String after, int limit) {
        return table.current(after, limit);
    }

    @Transactional(readOnly = true)
    List<Template> ofFolder() {
        return table.ofFolder();
    }

    /**
     * Makes an asset the newest version of a template. An archived template is free for either owner.
     *
     * @param file the file in the folder that it comes from; null: it was uploaded
     * @param seen which versions may be changed; 0 is none
     */
    @Transactional
    Change put(String name, UUID asset, @Nullable FolderFile file, IntPredicate seen) {
        if (seen.test(0) && table.insert(name)) {
            table.append(name, 1, asset, jobs.inspect(asset));
            table.set(name, 1, file);
            return Change.CREATED;
        }
        Optional<Template> known = table.lock(name);
        if (!seen.test(known.filter(template -> !template.isArchived()).map(Template::version).orElse(0))) {
            return Change.OTHER_VERSION;
        }
        Template before = known.orElseThrow();
        if (!before.isArchived() && (before.file() == null) != (file == null)) {
            return Change.NOT_OWN;
        }
        boolean isSame = before.asset().equals(asset);
        int version = isSame ? before.version() : before.version() + 1;
        if (!isSame) {
            table.append(name, version, asset, jobs.inspect(asset));
        }
        table.set(name, version, file);
        return before.isArchived() ? Change.CREATED : isSame ? Change.UNCHANGED : Change.NEW_VERSION;
    }

    /** Takes no new jobs by it. Its versions stay, and so do its clips. */
    @Transactional
    Change archive(String name, IntPredicate seen) {
        Optional<Template> before = table.lock(name).filter(template -> !template.isArchived());
        if (before.isEmpty()) {
            return Change.UNKNOWN;
        }
        if (!seen.test(before.get().version())) {
            return Change.OTHER_VERSION;
        }
        table.archive(name);
        return Change.ARCHIVED;
    }
}
