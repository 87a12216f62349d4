package io.renderline.engine.settings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How many things of a queue a worker does at once. */
class SlotCountTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "4, 4", "64, 64", "65, 64"})
    void byItselfAQueueHasASlotPerGpuAndOneWhereThereIsNone(int gpus, int slots) {
        assertThat(SlotCount.of(" Auto ").with(gpus)).isEqualTo(slots);
    }

    @Test
    void aNumberIsTakenWhateverGpusThereAre() {
        assertThat(SlotCount.of("2").with(8)).isEqualTo(2);
        assertThat(SlotCount.of("64").with(0)).isEqualTo(64);
    }

    @Test
    void aQueueOfNoSlotsIsNotServed() {
        assertThat(SlotCount.of("0").isServed()).isFalse();
        assertThat(SlotCount.of("1").isServed()).isTrue();
        assertThat(SlotCount.of("auto").isServed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"65, the most are 64", "-1, must be 0 or more", "two, a number from 0 to 64",
            "1.5, a number from 0 to 64",
            "'', a number from 0 to 64"})
    void anythingElseIsRefused(String text, String sentence) {
        assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> SlotCount.of(text))
                .withMessageContaining(sentence).withMessageContaining("renderline.worker.slots");
    }

    @Test
    void itIsWrittenAsItIsRead() {
        assertThat(SlotCount.of("AUTO")).hasToString("auto");
        assertThat(SlotCount.of(SlotCount.of(" 3 ").toString())).isEqualTo(new SlotCount(3));
    }
}
