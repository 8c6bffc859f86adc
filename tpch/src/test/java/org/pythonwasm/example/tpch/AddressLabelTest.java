package org.pythonwasm.example.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AddressLabelTest {
    @Test
    void writes_the_same_slips_every_time() {
        var labels = AddressLabel.generate(ExampleCommand.SMALLEST_SCALE);

        assertEquals(labels, AddressLabel.generate(ExampleCommand.SMALLEST_SCALE));
        assertTrue(labels.stream().map(AddressLabel::country).distinct().count() > 25);
    }
}
