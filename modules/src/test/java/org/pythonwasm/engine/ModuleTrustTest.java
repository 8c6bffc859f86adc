package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.TypedFunction;

/** The host believes nothing that a python.wasm of the user's says of columns: one that says nonsense dies, and nothing else happens. */
class ModuleTrustTest {
    private final PythonInterpreter python = Guests.open(Guests.official());
    private final TypedFunction twice = define();
    private final Batch batch = twice.newBatch(1);

    private TypedFunction define() {
        python.exec("def twice(text): return text * 2");
        var defined = python.define(
                "twice", new Signature(List.of(new Signature.Parameter(ColumnType.TEXT, false)), ColumnType.TEXT));
        python.exec("""
                import struct
                import _python_wasm_columns as columns

                def answer(**reply):
                    reply['columns'] = columns.encode(reply.get('columns', []))
                    columns.requests._OPERATIONS['rows'] = lambda request: columns.requests.Encoded(reply)
                """);
        return defined;
    }

    @AfterEach
    void close() {
        python.close();
    }

    private void assertDies(Reason reason, Runnable call) {
        assertEquals(reason, assertThrows(GuestDiedException.class, call::run).reason());
        assertFalse(python.isUsable());
        python.reset();
        assertEquals(2, python.eval("1 + 1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "answer(done=2, columns=[[b'1', bytes(8), b'']])",
                "answer(done=-1, columns=[[b'1', bytes(8), b'']])",
                "answer(done='1', columns=[[b'1', bytes(8), b'']])",
                "answer(done=1, columns=[])",
                "answer(done=1, columns=[[b'1', bytes(8)]])",
                "answer(done=1, columns=[[b'1', 8, b'']])",
                "answer(done=1, columns=[[b'11', bytes(8), b'']])",
                "answer(done=1, columns=[[b'1', bytes(16), b'']])",
                "answer(done=1, columns=7)"
            })
    void a_reply_that_no_call_could_have_ends_the_guest(String forged) {
        batch.setText(0, 0, "ab");
        python.exec(forged);
        assertDies(Reason.TRAP, () -> twice.call(batch, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0, 4", "4, 0x7FFFFFFF", "-1, 1", "3, 1", "0, -1", "0x7FFFFFFF, 1"})
    void a_result_outside_of_its_column_ends_the_guest(String placeAndLength) {
        batch.setText(0, 0, "ab");
        python.setLimits(Limits.defaults().withValueBytes(Integer.MAX_VALUE));
        python.exec("answer(done=1, columns=[[b'1', struct.pack('<ii', " + placeAndLength + "), b'abc']])");
        twice.call(batch, 1);
        assertDies(Reason.TRAP, () -> batch.getText(0));
    }

    @Test
    void arguments_that_are_too_long_for_a_message_are_refused_and_the_guest_lives_on() {
        python.setLimits(Limits.defaults().withValueBytes(1 << 20));
        batch.setText(0, 0, "x".repeat(1 << 20));
        assertThrows(IllegalArgumentException.class, () -> twice.call(batch, 1));
        batch.clear();
        batch.setText(0, 0, "ab");
        twice.call(batch, 1);
        assertEquals("abab", batch.getText(0));
    }
}
