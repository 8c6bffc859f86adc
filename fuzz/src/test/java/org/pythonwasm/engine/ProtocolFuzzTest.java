package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import org.pythonwasm.engine.internal.wire.GuestOutput;
import org.pythonwasm.machine.memory.GuestTrap;

/** What a guest may send to the host, which is any bytes. */
class ProtocolFuzzTest {
    private static final int LIMIT = 1 << 16;
    private static final PythonInterpreter PYTHON =
            PythonRuntime.shared().open(Limits.defaults().withHandles(1_000));

    /** Anything but a value ends the guest, so that any exception but an error of the JVM will do. */
    @FuzzTest
    void a_message_is_read_or_refused(byte[] message) throws IOException {
        PYTHON.session().references().begin();
        try {
            var read = PYTHON.session().channel().parse(message, 0, message.length);
            if (read != null && read.get("error") instanceof Map<?, ?> error) {
                PYTHON.session().exception(error, -1);
            }
        } catch (RuntimeException refused) {
            assertTrue(PYTHON.isUsable());
        }
    }

    @FuzzTest
    void output_is_plain_whatever_it_looks_like(FuzzedDataProvider data) {
        var messages = new ArrayList<Integer>();
        var plain = new StringBuilder();
        var output = new GuestOutput((bytes, offset, length) -> messages.add(length), plain::append, size -> {
            if (size > LIMIT) {
                throw new GuestTrap("too long");
            }
        });
        boolean ascii = true;
        int written = 0;
        while (data.remainingBytes() > 0) {
            byte[] piece = data.consumeBytes(data.consumeInt(0, 100));
            for (byte one : piece) {
                ascii &= one >= 0;
            }
            written += piece.length;
            output.accept(piece);
        }
        output.flush();
        assertEquals(0, messages.size());
        assertTrue(!ascii || plain.length() == written, () -> "printed " + plain.length() + " characters");
    }
}
