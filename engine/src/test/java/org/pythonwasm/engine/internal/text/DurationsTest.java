package org.pythonwasm.engine.internal.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT1M, 60 s",
        "PT0.2S, 200 ms",
        "PT1.5S, 1.5 s",
        "PT0.0000005S, 0.0000005 s",
        "PT1.000000001S, 1.000000001 s"
    })
    void a_message_has_a_number_and_a_unit(Duration time, String text) {
        assertEquals(text, Durations.of(time));
    }
}
