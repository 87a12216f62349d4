package io.renderline.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import tools.jackson.databind.json.JsonMapper;

class StagesTest {
    @Test
    void eachTaskCountsWhereItBelongs() {
        Stages stages = stages(
                """
                        {"type":"prepare-scene","engineMs":5600,"warm":false}, {"type":"render-view","engineMs":400,"warm":false},
                        {"type":"render-view","engineMs":100,"warm":true}, {"type":"render-view","engineMs":200,"warm":true},
                        {"type":"encode-video","engineMs":300,"warm":false}""");

        assertThat(stages).isEqualTo(new Stages(5.6, List.of(0.4), List.of(0.1, 0.2), 0.3));
        assertThat(stages.firstAgainstFurther()).isCloseTo(6.0 / 0.15, within(1e-9));
    }

    @Test
    void theFirstFrameOfEachWorkerIsOneOfThem() {
        Stages stages = stages(
                """
                        {"type":"pack-scene","engineMs":200,"warm":false}, {"type":"render-frame","engineMs":400,"warm":false},
                        {"type":"render-frame","engineMs":600,"warm":false}, {"type":"render-frame","engineMs":100,"warm":true}""");

        assertThat(stages.first()).isEqualTo(1);
        assertThat(stages.firstAgainstFurther()).isCloseTo(7, within(1e-9));
    }

    @Test
    void whatCannotBeComparedIsSaid() {
        assertThatThrownBy(() -> stages("{\"type\":\"tessellate\",\"engineMs\":5,\"warm\":false}"))
                .hasMessageContaining("No stage is known").hasMessageContaining("tessellate");
        assertThatThrownBy(
                () -> stages("{\"type\":\"render-view\",\"engineMs\":5,\"warm\":true}").firstAgainstFurther())
                .hasMessageContaining("no first and further picture");
    }

    private static Stages stages(String tasks) {
        return Stages.of(JsonMapper.builder().build().readTree("[" + tasks + "]"));
    }
}
