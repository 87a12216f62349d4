package io.renderline.api.formats;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import io.renderline.core.media.ModelFormat;

/** Wavefront OBJ. It has no signature: it is text in which every line begins with one of its words, and a vertex is there. */
final class ObjFormat implements FormatReader {
    private static final Set<String> WORDS = Set.of("v", "vt", "vn", "vp", "f", "l", "p", "o", "g", "s", "mg", "mtllib",
            "usemtl", "maplib", "usemap", "cstype", "deg", "bmat", "step", "curv", "curv2", "surf", "parm", "trim",
            "hole",
            "scrv", "sp", "end", "con", "bevel", "c_interp", "d_interp", "lod", "shadow_obj", "trace_obj", "ctech",
            "stech", "call", "csh", "fo");
    private static final Pattern VERTEX = Pattern.compile("v(\\s+[-+]?[0-9.][-+0-9.eE]*){3,}\\s*");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    @Override
    public Optional<RecognisedFile> read(FileHead file) {
        if (!file.isText()) {
            return Optional.empty();
        }
        boolean vertex = false;
        boolean continued = false;
        List<String> lines = file.lines();
        for (String line : lines) {
            String content = line.strip();
            boolean known = continued || content.isEmpty() || content.startsWith("#")
                    || WORDS.contains(SPACE.split(content, 2)[0]);
            if (!known) {
                return Optional.empty();
            }
            continued = content.endsWith("\\");
            vertex = vertex || VERTEX.matcher(content).matches();
        }
        return vertex ? Optional.of(RecognisedFile.of(ModelFormat.OBJ)) : Optional.empty();
    }
}
