package io.renderline.engine.process;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SessionMessageTest {
    @Test
    void aLineThatBeginsWithTheRecordSeparatorIsAMessage() {
        assertThat(SessionMessage.parse("\u001e{\"event\":\"hello\",\"protocol\":1,\"pid\":7,\"engine\":\"blender\","
                + "\"version\":\"4.5.15\"}")).contains(new SessionMessage.Hello(1, 7, "blender", "4.5.15"));
        assertThat(SessionMessage.parse("\u001e{\"id\":3,\"event\":\"progress\",\"fraction\":0.25,\"message\":\"s\"}"))
                .contains(new SessionMessage.Progress(3, 0.25, "s"));
        assertThat(SessionMessage
                .parse("\u001e{\"id\":null,\"event\":\"error\",\"code\":\"EMPTY_MODEL\",\"message\":\"m\","
                        + "\"retryable\":false,\"more\":1}"))
                .contains(new SessionMessage.Failed(null, "EMPTY_MODEL", "m", false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Fra:1 Mem:20M", "{\"event\":\"hello\"}", "\u001e{\"event\":\"hel", "\u001e",
            "\u001e[]",
            "\u001e{\"event\":\"unheard-of\"}"})
    void everythingElseIsChatter(String line) {
        assertThat(SessionMessage.parse(line)).isEmpty();
    }

    @Test
    void linesAreCutWhereverTheBytesWereCut() {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add);
        byte[] bytes = "one\n\nzwölf\nlast".getBytes(StandardCharsets.UTF_8);
        for (byte each : bytes) {
            splitter.accept(ByteBuffer.wrap(new byte[]{each}));
        }
        splitter.flush();

        assertThat(lines).containsExactly("one", "zwölf", "last");
    }

    @Test
    void theLogKeepsTheLastLinesOnly() {
        EngineLog log = new EngineLog(EngineKind.BLENDER);
        for (int i = 0; i < 100; i++) {
            log.add("line " + i);
        }
        log.add("  ");

        assertThat(log.lastLines()).hasSize(30).first().isEqualTo("line 70");
        assertThat(log.lastLines()).last().isEqualTo("line 99");
    }
}
