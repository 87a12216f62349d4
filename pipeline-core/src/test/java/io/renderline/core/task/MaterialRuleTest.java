package io.renderline.core.task;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.renderline.core.key.Sha256;
import io.renderline.core.media.ModelFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MaterialRuleTest {
    private static final TaskInput MODEL = new TaskInput.Source(Sha256.of(new byte[]{1}));
    private static final TaskInput STUDIO = new TaskInput.Source(Sha256.of(new byte[]{2}));

    @Test
    void aRuleSaysWhichSurfacesAndWhichMaterial() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaterialRule(null, null, MaterialPreset.GLASS, null, null));
        assertThatIllegalArgumentException().isThrownBy(() -> new MaterialRule("a", null, null, null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaterialRule("a", null, MaterialPreset.GLASS, null, "Oak"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaterialRule("a", null, MaterialPreset.CHROME, "#ff0000", null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MaterialRule(null, "#FF0000", MaterialPreset.CHROME, null, null));
    }

    @Test
    void studioRulesAndTheStudiosFileArePartOfTheCacheKey() {
        MaterialRule rule = new MaterialRule("a", null, MaterialPreset.GLASS, null, null);
        List<TaskSpec> specs = List.of(spec(Studio.WHITE, List.of(), null), spec(Studio.DARK, List.of(), null),
                spec(Studio.WHITE, List.of(rule), null), spec(null, List.of(), MODEL), spec(null, List.of(), STUDIO));

        assertThat(specs.stream().map(spec -> spec.cacheKey(EngineVersions.bundled())).distinct()).hasSize(5);
    }

    private static TaskSpec spec(@Nullable Studio studio, List<MaterialRule> rules,
            @Nullable TaskInput file) {
        TreeMap<String, TaskInput> inputs = new TreeMap<>(Map.of(ScenePreparation.MODEL, MODEL));
        if (file != null) {
            inputs.put(ScenePreparation.STUDIO, file);
        }
        return new TaskSpec(new ScenePreparation(ModelFormat.GLB, studio, rules), inputs);
    }
}
