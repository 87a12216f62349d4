package io.renderline.api.outputs;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

import io.renderline.api.outputs.OutputTypes.Change;
import io.renderline.api.studios.StudioFiles;
import io.renderline.api.web.ProblemCode;
import io.renderline.api.web.ProblemException;
import io.renderline.api.web.VersionTag;

import jakarta.servlet.http.HttpServletRequest;

/** Output types over HTTP. The ETag is the version. */
@RestController
class OutputTypeController {
    private final OutputTypes types;
    private final StudioFiles studios;

    OutputTypeController(OutputTypes types, StudioFiles studios) {
        this.types = types;
        this.studios = studios;
    }

    /** All that take new jobs, by name. */
    record OutputTypeList(List<OutputType> items) {}

    @PostMapping(path = "/v1/output-types", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OutputType> create(HttpServletRequest body) throws IOException {
        var wish = read(body, null);
        OutputType type = done(types.create(wish.name(), wish.settings()), wish.name());
        return ResponseEntity.created(URI.create("/v1/output-types/" + type.name())).eTag(tag(type)).body(type);
    }

    @GetMapping("/v1/output-types")
    OutputTypeList list() {
        return new OutputTypeList(types.all());
    }

    @GetMapping("/v1/output-types/{name}")
    ResponseEntity<OutputType> newest(@PathVariable String name) {
        return answer(types.newest(name).orElseThrow(() -> unknown(name)));
    }

    @GetMapping("/v1/output-types/{name}/versions/{version}")
    ResponseEntity<OutputType> version(@PathVariable String name, @PathVariable int version) {
        return answer(types.version(name, version).orElseThrow(() -> types.newest(name)
                .map(type -> new ProblemException(ProblemCode.UNKNOWN_OUTPUT_TYPE, "The output type '" + name
                        + "' has no version " + version + "; it has 1 to " + type.version() + "."))
                .orElseGet(() -> unknown(name))));
    }

    @PutMapping(path = "/v1/output-types/{name}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OutputType> change(@PathVariable String name, HttpServletRequest body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch)
            throws IOException {
        var wish = read(body, name);
        return answer(done(types.change(name, wish.settings(), VersionTag.seenBy(ifMatch)), name));
    }

    /** Takes no new jobs by it. */
    @DeleteMapping("/v1/output-types/{name}")
    ResponseEntity<Void> archive(@PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        done(types.archive(name, VersionTag.seenBy(ifMatch)), name);
        return ResponseEntity.noContent().build();
    }

    private OutputTypeReader.Wish read(HttpServletRequest body, @Nullable String name) throws IOException {
        var wish = OutputTypeReader.read(body.getInputStream(), name);
        studios.content(wish.settings().staging().resolvedStudio());
        return wish;
    }

    private static ResponseEntity<OutputType> answer(OutputType type) {
        return ResponseEntity.ok().eTag(tag(type)).body(type);
    }

    private static OutputType done(Change change, String name) {
        return switch (change) {
            case Change.Done(var type) -> type;
            case Change.Unknown() -> throw unknown(name);
            case Change.Exists() ->
                throw new ProblemException(ProblemCode.OUTPUT_TYPE_EXISTS, "There is an output type '"
                        + name + "' already. Change it by PUT /v1/output-types/" + name + ", or choose another name.");
            case Change.OtherVersion(int version) -> throw new ProblemException(ProblemCode.CHANGED_MEANWHILE,
                    "The output type '" + name + "' has version " + version
                            + ", which If-Match does not name. Read it again, and decide anew.");
        };
    }

    private static String tag(OutputType type) {
        return VersionTag.of(type.version(), type.archivedAt() == null ? "" : "archived");
    }

    private static ProblemException unknown(String name) {
        return new ProblemException(ProblemCode.UNKNOWN_OUTPUT_TYPE, "No output type has the name '" + name
                + "'. GET /v1/output-types lists them; POST makes one, also of a name that was archived.");
    }
}
