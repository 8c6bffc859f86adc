package org.pythonwasm.engine.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonInterpreter;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.Sessions;
import org.pythonwasm.engine.internal.guest.GuestMemory;
import org.pythonwasm.engine.internal.guest.Work;
import org.pythonwasm.machine.memory.GuestInstance;

/** The host believes nothing that lies in a guest's memory: a guest that writes nonsense there dies, and nothing else happens. */
class TrustTest {
    private static final int DESCRIPTOR = 16;

    private final PythonInterpreter python = PythonRuntime.shared().open();
    private TypedFunction twice;
    private Batch batch;

    @BeforeEach
    void callOnce() {
        python.exec("def twice(text): return text * 2");
        twice = python.define(
                "twice", new Signature(List.of(new Signature.Parameter(ColumnType.TEXT, false)), ColumnType.TEXT));
        batch = twice.newBatch(4);
        batch.setText(0, 0, "ab");
        twice.call(batch, 1);
        assertEquals("abab", batch.getText(0));
    }

    @AfterEach
    void close() {
        python.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30})
    void the_place_of_a_result(int place) {
        guest().writeInt(GuestMemory.address(batch) + DESCRIPTOR + 8, place);

        assertEquals(
                Reason.TRAP,
                assertThrows(GuestDiedException.class, () -> batch.getText(0)).reason());
        assertFalse(python.isUsable());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, 1 << 26})
    void the_length_of_a_result(int length) {
        int data = guest().readInt(GuestMemory.address(batch) + DESCRIPTOR + 4);
        guest().writeInt(data + 4, length);

        assertThrows(GuestDiedException.class, () -> batch.getBytes(0));
    }

    @Test
    void the_length_of_a_result_within_its_limit() {
        python.setLimits(Limits.defaults().withValueBytes(1 << 20));
        int data = guest().readInt(GuestMemory.address(batch) + DESCRIPTOR + 4);
        guest().writeInt(data + 4, 2 << 20);

        assertEquals(
                Reason.VALUE,
                assertThrows(GuestDiedException.class, () -> batch.getBytes(0)).reason());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 0})
    void the_place_and_the_capacity_of_an_argument(int nonsense) {
        guest().writeInt(GuestMemory.address(batch) + 8, nonsense);
        guest().writeInt(GuestMemory.address(batch) + 12, nonsense);

        batch.clear();
        batch.setText(0, 0, "cd".repeat(5_000));
        twice.call(batch, 1);
        assertEquals("cd".repeat(10_000), batch.getText(0));
    }

    @Test
    void the_number_of_rows() {
        assertEquals(
                Reason.TRAP,
                assertThrows(
                                GuestDiedException.class,
                                () -> GuestMemory.checkDone(Sessions.of(python), Work.CALL, 5, 4))
                        .reason());
        python.reset();
        assertThrows(GuestDiedException.class, () -> GuestMemory.checkDone(Sessions.of(python), Work.CALL, -1, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, Integer.MIN_VALUE, 2})
    void the_row_that_raised(int row) {
        var error = assertThrows(
                GuestDiedException.class, () -> GuestMemory.checkDone(Sessions.of(python), Work.CALL, row, 1));

        assertEquals("the guest says that it did " + row + " of 1 rows", error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, Integer.MAX_VALUE})
    void an_allocation(int address) {
        assertThrows(GuestDiedException.class, () -> GuestMemory.place(Sessions.of(python), address, 8));
    }

    private GuestInstance guest() {
        return GuestMemory.of(Sessions.of(python));
    }
}
