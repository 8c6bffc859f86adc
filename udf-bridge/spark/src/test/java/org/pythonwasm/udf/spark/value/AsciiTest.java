package org.pythonwasm.udf.spark.value;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AsciiTest {
    @Test
    void a_byte_of_another_character_is_found_at_each_place_of_each_length() {
        for (int length = 0; length < 35; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) 0x7f);
            assertTrue(Ascii.isAscii(bytes), "length " + length);
            for (int place = 0; place < length; place++) {
                bytes[place] = (byte) 0x80;
                assertFalse(Ascii.isAscii(bytes), "place " + place + " of " + length);
                bytes[place] = 0;
            }
        }
    }
}
