package io.renderline.api.jobs;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SampleRuleTest {
    @ParameterizedTest
    @CsvSource({"512,512,64", "1024,1024,128", "1024,512,64", "512,1024,64", "256,256,32", "64,1024,32", "16,16,32",
            "1025,1025,256", "1025,64,256", "64,1025,256", "2048,2048,256", "16384,16384,256"})
    void theShorterSideDecidesUpTo1024(int width, int height, int samples) {
        assertThat(SampleRule.samples(width, height)).isEqualTo(samples);
    }
}
