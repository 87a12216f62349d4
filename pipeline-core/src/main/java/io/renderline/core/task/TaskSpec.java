package io.renderline.core.task;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.renderline.core.key.CacheKey;
import io.renderline.core.key.Sha256;

/**
 * A task as a pure function: its parameters and its named inputs. Two specs with the same cache key have the same result.
 *
 * @param inputs by the input's name, e.g. {@link View#SCENE}
 */
public record TaskSpec(TaskParameters parameters, SortedMap<String, TaskInput> inputs) {
    public TaskSpec {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** A spec with one input. */
    public static TaskSpec of(TaskParameters parameters, String inputName, TaskInput input) {
        return new TaskSpec(parameters, new TreeMap<>(Map.of(inputName, input)));
    }

    public TaskType type() {
        return parameters.type();
    }

    /**
     * SHA-256 over the canonical JSON of task type, its version, its parameters, the engine's version and its inputs.
     *
     * @param engines the versions of the engines that will run it
     */
    public CacheKey cacheKey(EngineVersions engines) {
        Map<String, Object> identity = new LinkedHashMap<>();
        identity.put("type", type().label());
        identity.put("version", type().version());
        identity.put("engine", engines.of(type()));
        identity.put("parameters", parameters);
        identity.put("inputs", canonicalInputs());
        return new CacheKey(Sha256.of(CanonicalJson.bytes(identity)).hex());
    }

    private Map<String, String> canonicalInputs() {
        Map<String, String> canonical = new TreeMap<>();
        inputs.forEach((name, input) -> canonical.put(name, switch (input) {
            case TaskInput.Source source -> "sha256:" + source.content();
            case TaskInput.Made made -> "made:" + made.maker() + "/" + made.output();
        }));
        return canonical;
    }
}
