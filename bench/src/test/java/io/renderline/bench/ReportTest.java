package io.renderline.bench;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReportTest {
    @Test
    void aTargetIsMetOrMissedBySoMuch() {
        assertThat(Row.of("rail", "latency", 15, "ms").atMost(15).verdict()).isEqualTo("≤ 15, met");
        assertThat(Row.of("rail", "latency", 18, "ms").atMost(15).verdict()).isEqualTo("≤ 15, missed by 20%");
        assertThat(Row.of("rail", "rate", 900, "per s").atLeast(1000).verdict()).isEqualTo("≥ 1 000, missed by 10%");
        assertThat(Row.of("rail", "rate", 900, "per s").verdict()).isEmpty();
    }

    @Test
    void numbersHaveThreeDigitsThatSaySomething() {
        assertThat(List.of(Row.number(0.834), Row.number(10.52), Row.number(198.4), Row.number(1_000_000)))
                .containsExactly("0.83", "10.5", "198", "1 000 000");
    }

    @Test
    void theTableHasARowForEachNumberAndTellsTheMachine() {
        Report report = new Report(Map.of("Machine", "2 cores"),
                List.of(Row.of("views", "naive", 198, "s").with("measured in full"),
                        Row.of("views", "a|b", 1.2, "").atMost(1.15)));

        assertThat(report.markdown()).contains("| views | naive | 198 s |  | measured in full |",
                "| views | a\\|b | 1.20 | ≤ 1.15, missed by 4% |  |", "- Machine: 2 cores");
        assertThat(report.json()).contains("\"met\" : false", "\"value\" : 198.0");
    }

    @Test
    void percentilesAreMeasuredValues() {
        Samples samples = new Samples(List.of(5.0, 1.0, 3.0, 2.0, 4.0));

        assertThat(samples.p50()).isEqualTo(3);
        assertThat(samples.p95()).isEqualTo(5);
        assertThatThrownBy(() -> new Samples(List.of())).hasMessageContaining("Nothing was measured");
    }

    @Test
    void theCommandLineChoosesCases() {
        List<String> known = List.of("views", "rail");

        assertThat(Choice.of(List.of(), known).cases()).isEqualTo(known);
        assertThat(Choice.of(List.of("rail", "--quick", "--out", "here"), known).cases()).containsExactly("rail");
        assertThatThrownBy(() -> Choice.of(List.of("vews"), known)).hasMessageContaining("there are views, rail");
    }
}
