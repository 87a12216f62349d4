package io.renderline.api.outputs;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ViewAngleTest {
    @ParameterizedTest
    @CsvSource({"45, 25, az45_el25", "-90, 0.5, az-90_el0.50", "12.345, 35.264, az12.35_el35.26",
            "1e-7, 359.999, az0.00_el360.00"})
    void withoutANameItIsCalledByItsAngles(double azimuth, double elevation, String label) {
        assertThat(new ViewAngle(null, azimuth, elevation).label()).isEqualTo(label);
    }
}
