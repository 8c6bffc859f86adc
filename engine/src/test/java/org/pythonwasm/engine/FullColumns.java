package org.pythonwasm.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.engine.typed.Signature;

/** Started with a small heap by {@link LimitKindsTest}: prints what becomes of results for which the heap has no room. */
final class FullColumns {
    private FullColumns() {}

    public static void main(String[] arguments) {
        read(ColumnType.TEXT, "'x' * 8_000_000", batch -> batch.getText(0));
        read(ColumnType.BYTES, "b'x' * 8_000_000", batch -> batch.getBytes(0));
        read(ColumnType.VALUE, "['abcdefgh'] * 150_000", batch -> batch.getValue(0));
    }

    private static void read(ColumnType type, String result, Function<Batch, Object> reading) {
        try (var python = PythonRuntime.shared().open()) {
            python.exec("def f(): return " + result);
            var function = python.define("f", new Signature(List.of(), type));
            var batch = function.newBatch(1);
            function.call(batch, 1);
            System.out.println(type + " " + inAFullHeap(() -> reading.apply(batch)) + " " + python.isUsable());
            python.reset();
            System.out.println(python.eval("1 + 1"));
        }
    }

    private static String inAFullHeap(Runnable reading) {
        // What an error needs is there, and taking it back takes no memory.
        byte[][] reserve = new byte[32][1 << 16];
        var rest = new ArrayList<byte[]>();
        try {
            while (true) {
                rest.add(new byte[1 << 16]);
            }
        } catch (OutOfMemoryError full) {
            Arrays.fill(reserve, null);
        }
        try {
            reading.run();
            return "was read";
        } catch (GuestDiedException e) {
            return e.reason() + ": " + e.getMessage();
        } finally {
            rest.clear();
        }
    }
}
