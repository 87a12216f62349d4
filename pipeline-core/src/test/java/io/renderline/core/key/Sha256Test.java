package io.renderline.core.key;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Sha256Test {
    /** FIPS 180-2, appendix B.1. */
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void hashesAsTheStandardSays(@TempDir Path folder) throws Exception {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(folder.resolve("abc"), abc);

        assertThat(Sha256.of(abc).hex()).isEqualTo(HASH_OF_ABC);
        assertThat(Sha256.of(file).hex()).isEqualTo(HASH_OF_ABC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD",
            "../../../../../../../../../../../../../../../../../../etc/passwd"})
    void onlySixtyFourLowerCaseHexadecimalDigitsAreAHash(String text) {
        assertThatThrownBy(() -> new Sha256(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
        assertThatThrownBy(() -> new CacheKey(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
