package org.pythonwasm.engine.internal.guest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;

/**
 * The typed calls of a guest without the shim: columns travel as bytes in requests, and {@code columns.py} does in the guest
 * what {@code guest/shim} does in the built-in one. The layout of a column is that of {@code guest/shim/columns.h}.
 */
abstract class StdioColumns extends GuestExports {
    static final int FIRST_FREE = 64;

    private static final int COLUMN_SIZE = 16;
    private static final int DATA = 4;
    private static final int HEAP = 8;
    private static final int HEAP_CAPACITY = 12;

    private final Session session;
    private final StagingMemory heap = new StagingMemory(FIRST_FREE);
    /** The column types of what was bound, by number: of the parameters, then of the results. */
    private final Map<Integer, Types> bound = new HashMap<>();

    private record Types(byte[] arguments, byte[] results) {
    }

    StdioColumns(Session session) {
        this.session = session;
    }

    /** The value of the answer, or null where the request raised: the reply is then there for the session to take. */
    private Object ask(String operation, GuestInstance guest, RequestWriter.Body body) {
        session.channel().send(operation, body);
        pw_serve(guest);
        return session.channel().hasError() ? null : session.channel().takeReply().get("value");
    }

    private int define(String kind, List<String> names, byte[] arguments, byte[] results, GuestInstance guest) {
        Object number = ask("define", guest, message -> {
            message.text("kind", kind);
            message.values("names", names);
            message.value("arguments", arguments, "arguments");
            message.value("results", results, "results");
        });
        if (number == null) {
            return 0;
        }
        bound.put((Integer) number, new Types(arguments, results));
        return (Integer) number;
    }

    private static byte[] bytes(GuestInstance guest, int address, int length) {
        return Arrays.copyOfRange(guest.bytes, address, address + length);
    }

    private static List<String> names(GuestInstance guest, int address, int count) {
        var names = new ArrayList<String>();
        int start = address;
        for (int i = 0; i < count; i++) {
            int end = start;
            while (guest.bytes[end] != 0) {
                end++;
            }
            names.add(new String(guest.bytes, start, end - start, StandardCharsets.UTF_8));
            start = end + 1;
        }
        return names;
    }

    /** What a call of rows answered. */
    private record Done(int rows, boolean raised) {
    }

    /** Sends the first columns, which hold arguments, and takes that many behind them, which hold results. */
    private Done rows(String action, int number, int columns, int first, int rows, byte[] sent, int taken,
            GuestInstance guest) {
        var arguments = new ArrayList<Object>();
        for (int i = 0; i < sent.length; i++) {
            arguments.add(column(guest, columns + COLUMN_SIZE * i, sent[i], rows));
        }
        Object value = ask("rows", guest, message -> {
            message.text("do", action);
            message.number("number", number);
            message.number("first", first);
            message.number("rows", rows);
            message.values("columns", arguments);
        });
        if (!(value instanceof Map<?, ?> answer)) {
            // What failed as a whole, for want of memory, did no row; -1 is what a vectorized function that raised returns.
            return new Done(switch (action) {
                case "vectors" -> -1;
                case "accumulate" -> first;
                default -> 0;
            }, true);
        }
        var results = (List<?>) answer.get("columns");
        for (int i = 0; i < taken; i++) {
            take(guest, columns + COLUMN_SIZE * (sent.length + i), (List<?>) results.get(i));
        }
        boolean raised = answer.get("raised") != null;
        if (raised) {
            session.channel().setError(answer.get("raised"));
        }
        return new Done((Integer) answer.get("done"), raised);
    }

    private List<byte[]> column(GuestInstance guest, int descriptor, byte type, int rows) {
        int valid = guest.readInt(descriptor);
        int data = guest.readInt(descriptor + DATA);
        int used = 0;
        if (isSpan(type)) {
            for (int row = 0; row < rows; row++) {
                if (guest.bytes[valid + row] != 0) {
                    used = Math.max(used, guest.readInt(data + 8 * row) + guest.readInt(data + 8 * row + 4));
                }
            }
        }
        int spans = used == 0 ? 0 : guest.readInt(descriptor + HEAP);
        return List.of(bytes(guest, valid, rows), bytes(guest, data, 8 * rows), bytes(guest, spans, used));
    }

    private static boolean isSpan(byte code) {
        return Arrays.stream(ColumnType.values()).anyMatch(type -> type.code() == (code & 0x7F) && type.isSpan());
    }

    private void take(GuestInstance guest, int descriptor, List<?> column) {
        byte[] valid = (byte[]) column.get(0);
        byte[] data = (byte[]) column.get(1);
        byte[] spans = (byte[]) column.get(2);
        System.arraycopy(valid, 0, guest.bytes, guest.readInt(descriptor), valid.length);
        System.arraycopy(data, 0, guest.bytes, guest.readInt(descriptor + DATA), data.length);
        if (spans.length > guest.readInt(descriptor + HEAP_CAPACITY)) {
            heap.release(guest.readInt(descriptor + HEAP));
            int larger = heap.allocate(guest, spans.length);
            if (larger == 0) {
                throw new GuestTrap("no room for results of " + spans.length + " bytes");
            }
            guest.writeInt(descriptor + HEAP, larger);
            guest.writeInt(descriptor + HEAP_CAPACITY, spans.length);
        }
        System.arraycopy(spans, 0, guest.bytes, guest.readInt(descriptor + HEAP), spans.length);
    }

    private int tell(String action, int number, int first, int count, GuestInstance guest) {
        Object value = ask("tell", guest, message -> {
            message.text("do", action);
            message.number("number", number);
            message.number("first", first);
            message.number("count", count);
        });
        return value instanceof Integer answer ? answer : 0;
    }

    private static byte[] join(byte[] first, byte[] rest) {
        byte[] joined = Arrays.copyOf(first, first.length + rest.length);
        System.arraycopy(rest, 0, joined, first.length, rest.length);
        return joined;
    }

    private static final byte[] NUMBER = {(byte) ColumnType.INT64.code()};

    // The exports, in the order of GuestCode.

    @Override
    public void _initialize(GuestInstance guest) {
    }

    @Override
    public int pw_init(GuestInstance guest) {
        return 0;
    }

    @Override
    public int pw_reserve(int size, GuestInstance guest) {
        throw new UnsupportedOperationException("values go to this guest as JSON");
    }

    @Override
    public int pw_request(int length, GuestInstance guest) {
        throw new UnsupportedOperationException("values go to this guest as JSON");
    }

    @Override
    public int pw_attach(GuestInstance guest) {
        return 0;
    }

    @Override
    public void pw_detach(GuestInstance guest) {
    }

    @Override
    public int pw_interrupt_cells(GuestInstance guest) {
        return 0;
    }

    @Override
    public int pw_allocate(int size, GuestInstance guest) {
        return heap.allocate(guest, size);
    }

    @Override
    public void pw_release(int address, GuestInstance guest) {
        heap.release(address);
    }

    @Override
    public int pw_define(int name, int length, int parameters, int types, GuestInstance guest) {
        String handler = new String(guest.bytes, name, length, StandardCharsets.UTF_8);
        return define("function", List.of(handler), bytes(guest, types, parameters), bytes(guest, types + parameters, 1), guest);
    }

    @Override
    public void pw_undefine(int function, GuestInstance guest) {
        bound.remove(function);
        tell("forget", function, 0, 0, guest);
    }

    @Override
    public int pw_call(int function, int columns, int rows, GuestInstance guest) {
        return rows("call", function, columns, 0, rows, bound.get(function).arguments, 1, guest).rows;
    }

    @Override
    public int pw_call_vectors(int function, int columns, int rows, GuestInstance guest) {
        return rows("vectors", function, columns, 0, rows, bound.get(function).arguments, 1, guest).rows;
    }

    @Override
    public int pw_define_aggregate(int name, int length, int parameters, int types, GuestInstance guest) {
        String handler = new String(guest.bytes, name, length, StandardCharsets.UTF_8);
        return define("aggregate", List.of(handler), bytes(guest, types, parameters), bytes(guest, types + parameters, 1), guest);
    }

    @Override
    public int pw_accumulate(int aggregate, int columns, int first, int rows, GuestInstance guest) {
        return rows("accumulate", aggregate, columns, first, rows, join(NUMBER, bound.get(aggregate).arguments), 0, guest).rows;
    }

    @Override
    public int pw_merge(int aggregate, int columns, int rows, GuestInstance guest) {
        return rows("merge", aggregate, columns, 0, rows, join(NUMBER, NUMBER), 0, guest).rows;
    }

    @Override
    public int pw_finish(int aggregate, int columns, int rows, GuestInstance guest) {
        return rows("finish", aggregate, columns, 0, rows, NUMBER, 1, guest).rows;
    }

    @Override
    public void pw_forget(int aggregate, int first, int count, GuestInstance guest) {
        tell("forget_states", aggregate, first, count, guest);
    }

    @Override
    public int pw_define_table(int names, int parameters, int columns, int types, GuestInstance guest) {
        return define("table", names(guest, names, columns + 1), bytes(guest, types, parameters),
                bytes(guest, types + parameters, columns), guest);
    }

    @Override
    public int pw_open(int table, int columns, GuestInstance guest) {
        Done done = rows("open", table, columns, 0, 1, bound.get(table).arguments, 0, guest);
        return done.raised ? 0 : done.rows;
    }

    @Override
    public int pw_fetch(int table, int iterator, int columns, int rows, GuestInstance guest) {
        Done done = rows("fetch", table, columns, iterator, rows, new byte[0], bound.get(table).results.length, guest);
        return done.raised ? -1 - Math.max(0, done.rows) : done.rows;
    }

    @Override
    public void pw_close(int iterator, GuestInstance guest) {
        tell("forget", iterator, 0, 0, guest);
    }

    @Override
    public int pw_new_rows(int names, int columns, int types, GuestInstance guest) {
        return define("rows", names(guest, names, columns), bytes(guest, types, columns), new byte[0], guest);
    }

    @Override
    public void pw_free_rows(int rows, GuestInstance guest) {
        bound.remove(rows);
        tell("forget", rows, 0, 0, guest);
    }

    /** A list is known by the number of its rows. */
    @Override
    public int pw_list_of_rows(int rows, GuestInstance guest) {
        return rows;
    }

    @Override
    public int pw_append_rows(int rows, int columns, int count, GuestInstance guest) {
        return rows("append", rows, columns, 0, count, bound.get(rows).arguments, 0, guest).rows;
    }
}
