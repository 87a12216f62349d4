package io.renderline.api.templates;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

import io.renderline.api.media.AssetIntake;
import io.renderline.api.media.MediaAsset;
import io.renderline.api.media.UploadedPart;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.api.web.VersionTag;

/**
 * Follows the folder whose files are templates. What is new or changed is stored as an asset, so that a clip never depends on
 * a file that somebody may change while it is made; what has vanished takes no new jobs.
 */
@Component
class TemplateFolder {
    private static final Logger LOG = LoggerFactory.getLogger(TemplateFolder.class);

    /** The folder is right, whatever the version. */
    private static final IntPredicate ANY = VersionTag.seenBy(null);

    private final Templates templates;
    private final AssetIntake assets;
    private final Clock clock;
    private final FolderSettings settings;
    /** Files that are no templates as they are: they are read again when they are changed. */
    private final Set<FolderFile> refused = new HashSet<>();
    /** What was told of files as they are, which is told once. */
    private final Set<FolderFile> told = new HashSet<>();

    TemplateFolder(Templates templates, AssetIntake assets, Clock clock, FolderSettings settings) {
        this.templates = templates;
        this.assets = assets;
        this.clock = clock;
        this.settings = settings;
    }

    @Scheduled(fixedDelayString = "${renderline.templates.interval:10s}")
    void follow() {
        try {
            look();
        } catch (DataAccessException | TransactionException | ProblemException e) {
            LOG.warn("The templates' folder could not be followed now: {}", e.getMessage());
        }
    }

    /** Whether the template is a file that lies in the folder. */
    boolean holds(Template template) {
        FolderFile file = template.file();
        return file != null && settings.folder().filter(dir -> Files.exists(dir.resolve(file.name()))).isPresent();
    }

    /** Brings the templates up to the files. A folder that cannot be read changes nothing. */
    synchronized void look() {
        Optional<Path> folder = settings.folder();
        if (folder.isEmpty()) {
            return;
        }
        try {
            look(folder.get());
        } catch (IOException e) {
            LOG.warn("The templates' folder {} cannot be read: {}", folder.get(), e.getMessage());
        }
    }

    private void look(Path folder) throws IOException {
        Map<String, FolderFile> files = files(folder);
        Map<String, Template> known = templates.ofFolder().stream()
                .collect(Collectors.toMap(Template::name, Function.identity()));
        for (Map.Entry<String, FolderFile> file : files.entrySet()) {
            if (isNews(file.getValue(), known.get(file.getKey()))) {
                take(file.getKey(), file.getValue(), folder.resolve(file.getValue().name()));
            }
        }
        for (Template template : known.values()) {
            if (!template.isArchived() && !files.containsKey(template.name())
                    && templates.archive(template.name(), ANY) == Templates.Change.ARCHIVED) {
                LOG.info("Template {} has vanished from {}", template.name(), folder);
            }
        }
    }

    private boolean isNews(FolderFile file, @Nullable Template known) {
        boolean isKnown = known != null && !known.isArchived() && file.equals(known.file());
        return !isKnown && !refused.contains(file)
                && !file.modified().plus(settings.settled()).isAfter(clock.instant());
    }

    private Map<String, FolderFile> files(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> listed = Files.list(folder)) {
            paths = listed.filter(Files::isRegularFile).sorted().toList();
        }
        Map<String, FolderFile> files = new TreeMap<>();
        for (Path path : paths) {
            Optional<String> name = TemplateName.ofFile(String.valueOf(path.getFileName()));
            if (name.isPresent()) {
                FolderFile file = FolderFile.of(path);
                FolderFile first = files.putIfAbsent(name.get(), file);
                if (first != null) {
                    tell(file, "it would have the same name as " + first.name());
                }
            }
        }
        return files;
    }

    private void take(String name, FolderFile file, Path path) {
        boolean isUploaded = templates.newest(name)
                .filter(template -> template.file() == null && !template.isArchived()).isPresent();
        if (isUploaded) {
            tell(file, "a template " + name + " was uploaded; delete that, or rename the file");
        } else {
            takeIn(name, file, path);
        }
    }

    private void takeIn(String name, FolderFile file, Path path) {
        try (InputStream content = Files.newInputStream(path)) {
            MediaAsset asset = assets.takeIn(UploadedPart.of(file.name(), content));
            if (asset.modelFormat().filter(format -> format.isScene()).isEmpty()) {
                refuse(file, "it is of the kind " + asset.kind().label() + " and no .blend");
                return;
            }
            switch (templates.put(name, asset.id(), file, ANY)) {
                case CREATED -> LOG.info("{} is the template {}", path, name);
                case NEW_VERSION -> LOG.info("{} was changed; the template {} has a new version", path, name);
                case UNCHANGED -> LOG.debug("{} was touched and has the same content", path);
                case NOT_OWN, OTHER_VERSION, UNKNOWN, ARCHIVED ->
                    LOG.debug("A template {} was uploaded meanwhile", name);
            }
        } catch (ProblemException e) {
            if (e.code() == ProblemCode.UNAVAILABLE) {
                throw e;
            }
            refuse(file, e.detail());
        } catch (IOException e) {
            LOG.warn("{} cannot be read now: {}", path, e.getMessage());
        }
    }

    private void refuse(FolderFile file, String why) {
        refused.add(file);
        tell(file, why);
    }

    private void tell(FolderFile file, String why) {
        if (told.add(file)) {
            LOG.warn("{} in the templates' folder is no template: {}", file.name(), why);
        }
    }
}
