package org.pythonwasm.engine.internal.wire;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.object.JavaTypes;

/** A guest may write what it likes where the host reads values. */
class BinaryFuzzTest {
    private static final class Nobody implements ObjectTable.Owner {
        @Override
        public Limits limits() {
            return Limits.defaults();
        }

        @Override
        public void requireAlive() {}

        @Override
        public PythonHandle newHandle(int number, String typeName, String text, boolean callable) {
            throw new IllegalArgumentException("no handle " + number);
        }

        @Override
        public int numberOf(PythonHandle handle) {
            throw new IllegalArgumentException("no handles");
        }
    }

    /** What an exception means is the channel's to say: the guest dies. */
    @FuzzTest
    void bytes_of_a_guest_are_a_value_or_an_exception(FuzzedDataProvider data) {
        int before = data.consumeInt(0, 8);
        byte[] bytes = data.consumeRemainingAsBytes();
        int start = Math.min(before, bytes.length);
        var reader = new BinaryReader(
                bytes, start, bytes.length - start, new ObjectTable(new Nobody(), new JavaTypes(HostAccess.NONE)));
        try {
            reader.read();
        } catch (IOException | RuntimeException refused) {
            assertTrue(refused.toString().length() < 1_000, refused.toString());
        }
    }
}
