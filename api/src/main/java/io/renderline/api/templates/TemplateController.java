package io.renderline.api.templates;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.web.ListQuery;
import io.renderline.api.web.PageCursor;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.api.web.VersionTag;

import jakarta.servlet.http.HttpServletRequest;

/** Templates over HTTP. The ETag begins with the version, and tells how far its inspection is. */
@RestController
class TemplateController {
    private static final int MAX_PAGE = 200;

    private final TemplateReader reader;
    private final Templates templates;
    private final KnownTemplates known;
    private final TemplateOffers offers;
    private final TemplateFolder folder;

    TemplateController(TemplateReader reader, Templates templates, KnownTemplates known, TemplateOffers offers,
            TemplateFolder folder) {
        this.reader = reader;
        this.templates = templates;
        this.known = known;
        this.offers = offers;
        this.folder = folder;
    }

    /** 201 when it is new, else 200. */
    @PutMapping(path = "/v1/templates/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TemplateView> put(@PathVariable String name, HttpServletRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch)
            throws IOException {
        var change = templates.put(name, reader.read(name, body.getInputStream()), null, VersionTag.seenBy(ifMatch));
        require(change, name, "change the file");
        return change == Templates.Change.CREATED
                ? answer(ResponseEntity.created(URI.create("/v1/templates/" + name)), newest(name))
                : template(name);
    }

    @GetMapping("/v1/templates")
    TemplateView.Page list(@RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = ListQuery.limit(limit, MAX_PAGE);
        String after = cursor == null
                ? ""
                : PageCursor.read(cursor, text -> Optional.of(text).filter(TemplateName::isOne));
        folder.look();
        List<TemplateView> found = templates.current(after, size + 1).stream()
                .map(template -> TemplateView.of(template).brief()).toList();
        return found.size() <= size
                ? new TemplateView.Page(found, null)
                : new TemplateView.Page(found.subList(0, size), PageCursor.of(found.get(size - 1).name()));
    }

    @GetMapping("/v1/templates/{name}")
    ResponseEntity<TemplateView> template(@PathVariable String name) {
        return answer(ResponseEntity.ok(), newest(name));
    }

    @GetMapping("/v1/templates/{name}/versions/{version}")
    ResponseEntity<TemplateView> version(@PathVariable String name, @PathVariable int version) {
        Optional<Template> found = templates.version(name, version);
        return answer(ResponseEntity.ok(), found.map(offers::complete).orElseThrow(() -> templates.newest(name)
                .map(template -> new ProblemException(ProblemCode.UNKNOWN_TEMPLATE, "The template '" + name
                        + "' has no version " + version + "; it has 1 to " + template.version() + "."))
                .orElseGet(() -> unknown(name))));
    }

    /** Takes no new jobs by it. */
    @DeleteMapping("/v1/templates/{name}")
    ResponseEntity<Void> archive(@PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        boolean isFile = templates.newest(name).filter(folder::holds).isPresent();
        require(isFile ? Templates.Change.NOT_OWN : templates.archive(name, VersionTag.seenBy(ifMatch)), name,
                "remove the file");
        return ResponseEntity.noContent().build();
    }

    private Template newest(String name) {
        return known.newest(name).orElseThrow(() -> unknown(name));
    }

    private static ResponseEntity<TemplateView> answer(ResponseEntity.BodyBuilder answer, Template template) {
        TemplateView view = TemplateView.of(template);
        return answer.eTag(VersionTag.of(view.version(), view.state())).body(view);
    }

    /** Passes on why nothing was changed; {@code instead}: what to do with a file in the folder. */
    private static void require(Templates.Change change, String name, String instead) {
        switch (change) {
            case CREATED, NEW_VERSION, UNCHANGED, ARCHIVED -> {
            }
            case NOT_OWN -> throw inFolder(name, instead);
            case UNKNOWN -> throw unknown(name);
            case OTHER_VERSION -> throw new ProblemException(ProblemCode.CHANGED_MEANWHILE, "The template '" + name
                    + "' has another version than If-Match names, or is deleted. Read it again, and decide anew.");
        }
    }

    private static ProblemException inFolder(String name, String instead) {
        return new ProblemException(ProblemCode.TEMPLATE_IN_FOLDER, "The template '" + name
                + "' is a file in the templates' folder: " + instead + " there, or choose another name.");
    }

    private static ProblemException unknown(String name) {
        return new ProblemException(ProblemCode.UNKNOWN_TEMPLATE,
                "No template has the name '" + name + "'. GET /v1/templates lists them.");
    }
}
