package io.renderline.api.outputs;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** All output types. */
@Service
public class OutputTypes {
    private final OutputTypeTable table;

    OutputTypes(OutputTypeTable table) {
        this.table = table;
    }

    /** What a new job of this name is made by: the newest version, unless it is archived. */
    @Transactional(readOnly = true)
    public Optional<OutputType> current(String name) {
        return table.newest(name).filter(type -> type.archivedAt() == null);
    }

    /** Those that take new jobs, by name. */
    @Transactional(readOnly = true)
    public List<OutputType> all() {
        return table.current();
    }

    @Transactional(readOnly = true)
    Optional<OutputType> newest(String name) {
        return table.newest(name);
    }

    /** A version as it was made; empty when there never was one. */
    @Transactional(readOnly = true)
    public Optional<OutputType> version(String name, int version) {
        return table.version(name, version);
    }

    /** What came of a wish to create or change one. */
    sealed interface Change {
        record Done(OutputType type) implements Change {}

        /** There is one of this name already, which is not archived. */
        record Exists() implements Change {}

        /** There is none of this name, or it is archived. */
        record Unknown() implements Change {}

        /** Its version is not the one that the client has seen. */
        record OtherVersion(int version) implements Change {}
    }

    /** Makes the first version of a name, or the next one of a name that was archived. */
    @Transactional
    Change create(String name, OutputSettings settings) {
        if (table.insert(name)) {
            return new Change.Done(table.append(name, 1, settings));
        }
        OutputType archived = table.lock(name).orElseThrow();
        return archived.archivedAt() == null
                ? new Change.Exists()
                : new Change.Done(table.append(name, archived.version() + 1, settings));
    }

    /** Makes the next version, unless {@code settings} are those that it has. */
    @Transactional
    Change change(String name, OutputSettings settings, IntPredicate expected) {
        Optional<OutputType> before = table.lock(name).filter(type -> type.archivedAt() == null);
        if (before.isEmpty()) {
            return new Change.Unknown();
        }
        OutputType type = before.get();
        if (!expected.test(type.version())) {
            return new Change.OtherVersion(type.version());
        }
        return new Change.Done(type.settings().equals(settings)
                ? type
                : table.append(name, type.version() + 1, settings));
    }

    /** Takes no new jobs by it. Its versions stay, and so do its pictures. */
    @Transactional
    Change archive(String name, IntPredicate expected) {
        Optional<OutputType> before = table.lock(name).filter(type -> type.archivedAt() == null);
        if (before.isEmpty()) {
            return new Change.Unknown();
        }
        if (!expected.test(before.get().version())) {
            return new Change.OtherVersion(before.get().version());
        }
        table.archive(name);
        return new Change.Done(before.get());
    }
}
