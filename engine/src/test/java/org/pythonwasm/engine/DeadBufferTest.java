package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;
import org.pythonwasm.engine.typed.Signature.Parameter;
import org.pythonwasm.engine.typed.TypedFunction;

/** What a script keeps of the buffers of a call: nothing of it reads memory that is another's by then. */
class DeadBufferTest {
    private final PythonInterpreter python = PythonRuntime.shared().open();

    @AfterEach
    void close() {
        python.close();
    }

    private TypedFunction define(String body) {
        python.exec("import struct, re, pickle, gc\nkept = []\ndef f(x, out):\n    " + body.replace("\n", "\n    "));
        return python.defineWithBuffers(
                "f", new Signature(List.of(new Parameter(ColumnType.INT64, false)), ColumnType.INT64));
    }

    private static void call(TypedFunction f, long value, int rows) {
        var batch = f.newBatch(rows);
        for (int row = 0; row < rows; row++) {
            batch.setLong(0, row, value);
        }
        f.call(batch, rows);
    }

    @Test
    void slices_casts_and_views_of_views_raise_like_the_views() {
        var f = define("""
                for view in x.values, out.values:
                    kept.extend([view[1:], view[::2], view.cast('B'), memoryview(view), view.cast('B').cast('d'), view.toreadonly()])
                """);
        call(f, 7, 4);
        call(f, 8, 4);
        assertEquals(24, python.eval("""
                refused = 0
                for view in kept:
                    try: view.tolist()
                    except ValueError: refused += 1
                refused
                """));
    }

    /** Also where the script has released the view itself. */
    @Test
    void what_was_made_of_a_view_is_neither_read_nor_written_nor_iterated() {
        var f = define("""
                kept.extend([x.values[1:], x.values[::-1], x.values.cast('B'), x.values.toreadonly(), memoryview(out.values),
                             out.values.cast('B')[3:], out.valid[:1], iter(x.values)])
                x.values.release()
                """);
        call(f, 7, 4);
        call(f, 8, 4);
        assertEquals(16, python.eval("""
                refused = 0
                for one in kept:
                    uses = [lambda: next(one)] if type(one).__name__ == 'memory_iterator' else [
                        lambda: one[0], lambda: bytes(one), lambda: one.__setitem__(0, one[0])]
                    for use in uses:
                        try: use()
                        except ValueError as error: assert 'released' in str(error)
                        else: raise AssertionError(f'{one} lives on')
                    refused += 1
                refused
                """));
    }

    @Test
    void who_reads_without_a_view_reads_what_the_call_had() {
        var f = define("""
                kept.append(struct.iter_unpack('q', x.values))
                kept.append(re.finditer(b'\\\\x07', x.values.cast('B')))
                kept.append(memoryview(pickle.PickleBuffer(x.values)))
                class Lender:
                    def __buffer__(self, flags):
                        return x.values
                kept.extend([x.values.__buffer__(0), memoryview(Lender()), memoryview(Lender()).cast('B').cast('q')])
                """);
        call(f, 7, 4);
        for (int i = 0; i < 50; i++) {
            python.exec("junk = [bytes([9]) * 32 for _ in range(100)]");
            call(f, 9, 4);
        }
        assertEquals(List.of(7, 7, 7, 7), python.eval("[value for value, in kept[0]]"));
        assertEquals(List.of(7, 7, 7, 7), python.eval("kept[2].tolist()"));
        for (int i = 3; i < 6; i++) {
            assertEquals(List.of(7, 7, 7, 7), python.eval("kept[" + i + "].tolist()"));
        }
        assertEquals(List.of(0, 8, 16, 24), python.eval("[match.start() for match in kept[1]]"));
    }

    @Test
    void what_is_kept_for_a_while_is_freed_in_the_end() {
        var f = define("kept[:] = [x.values, x.values[1:], out.values, struct.iter_unpack('q', x.values)]");
        call(f, 7, 1000);
        call(f, 7, 1000);
        python.exec("gc.collect()\nimport sys\nbefore = sys.getallocatedblocks()");
        for (int i = 0; i < 500; i++) {
            call(f, 7, 1000);
        }
        python.exec("gc.collect()");
        assertTrue((Integer) python.eval("sys.getallocatedblocks() - before") < 200);
    }

    @Test
    void views_of_all_calls_can_be_kept_as_long_as_there_is_memory() {
        var f = define("kept.append([x.values, out.values[1:]])");
        for (int i = 0; i < 2000; i++) {
            call(f, i, 3);
        }
        python.exec("kept.clear()\nbefore = sys.getallocatedblocks() if (sys := __import__('sys')) else 0");
        for (int i = 0; i < 500; i++) {
            call(f, i, 3);
            python.exec("kept.clear()");
        }
        assertTrue((Integer) python.eval("sys.getallocatedblocks() - before") < 0);
    }

    @Test
    void a_script_that_ends_all_views_and_resizes_the_results_harms_only_itself() {
        var f = define("""
                memory = out.values.obj
                out.values.release()
                for view in [one for one in gc.get_objects() if type(one) is memoryview]:
                    try: view.release()
                    except BufferError: pass
                try: memory.clear()
                except BufferError: pass
                kept.append(memory)
                """);
        try {
            call(f, 7, 4);
        } catch (PythonException e) {
            assertEquals("BufferError", e.typeName());
        }
        assertEquals(2, python.eval("1 + 1"));
    }
}
