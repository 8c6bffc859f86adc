package org.pythonwasm.machine.code;

import static org.pythonwasm.machine.code.CodeLayout.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.JavaStack;

/**
 * The kernels of a guest's typed functions, by the word that each such function has (guest/shim/typed.c). A word that the guest makes
 * up, or has from the guest that it was forked from, finds nothing, or the kernel of the very function that has it.
 *
 * <p>Thread rule: that of the guest it belongs to.
 */
final class RowTable {
    /** Kernels in the life of a guest. */
    private static final int MOST = 1 << 9;
    /** Attempts at one function, whose globals may be others later: each waits for four times the rows of the one before. */
    private static final int MOST_OF_A_FUNCTION = 10;
    /** Parameters; the interpreter does functions of more. */
    private static final int MOST_PARAMETERS = 32;
    /** A kernel is given up that has left so many rows, and at least every other. */
    private static final int MOST_LEFT = 64;

    private static final int MOST_NEEDED = 1 << 28;

    private static final int NEVER = Integer.MIN_VALUE;
    private static final LongAdder COMPILED = new LongAdder();
    private static final LongAdder LEFT = new LongAdder();
    private static final LongAdder DONE = new LongAdder();
    /** Rows that are counted together: threads do not meet at each. */
    private static final int TOGETHER = 64;

    private static final class Entry {
        final int function;
        final int callable;
        final RowCode rows;
        final int[] places;
        final long[] inputs;
        long done;
        int left;

        Entry(int function, RowFunction described, RowCode rows) {
            this.function = function;
            this.callable = described.callable();
            this.rows = rows;
            this.places = new int[2 * (described.parameters().size() + 1)];
            this.inputs = new long[rows.inputs()];
        }
    }

    private final GuestInstance guest;
    private final CodeTable codes;
    private final int threshold;
    private RowLayout layout;
    /** Most guests never have one, and are many. */
    private List<Entry> entries = List.of();
    /** How often each function was compiled. */
    private Map<Integer, Integer> forms = Map.of();

    private int uncounted;

    RowTable(GuestInstance guest, CodeTable codes, int threshold) {
        this.guest = guest;
        this.codes = codes;
        this.threshold = threshold;
    }

    static long compiled() {
        return COMPILED.sum();
    }

    static long done() {
        return DONE.sum();
    }

    static long left() {
        return LEFT.sum();
    }

    /** As {@link org.pythonwasm.machine.memory.CodeHost#code_rows}. */
    int run(int function, int columns, int row, int rows) {
        int word = guest.readInt(function + RowLayout.WORD);
        if (word <= 0) {
            return word == NEVER ? NEVER : count(function, word, row, rows);
        }
        Entry entry = find(word, function);
        if (entry == null || !holds(entry)) {
            guest.writeInt(function + RowLayout.WORD, entry == null ? 0 : again(entry));
            return ~row;
        }
        int end = run(entry, columns, row, rows);
        if (end < rows) {
            LEFT.increment();
            entry.left++;
            if (entry.left >= MOST_LEFT && !isWorthIt(entry)) {
                guest.writeInt(function + RowLayout.WORD, again(entry));
            }
        }
        return end;
    }

    /** As {@link org.pythonwasm.machine.memory.CodeHost#doesRow}. */
    boolean doesRow(int function, int columns) {
        int word = guest.readInt(function + RowLayout.WORD);
        Entry entry = word <= 0 ? null : find(word, function);
        return entry != null && holds(entry) && run(entry, columns, 0, 1) == 1;
    }

    private int run(Entry entry, int columns, int row, int rows) {
        for (int i = 0; i < entry.places.length; i += 2) {
            int column = columns + RowLayout.COLUMN_SIZE * (i >> 1);
            entry.places[i] = guest.readInt(column + RowLayout.COLUMN_VALID);
            entry.places[i + 1] = guest.readInt(column + RowLayout.COLUMN_DATA);
        }
        int end = entry.rows.kernel().run(entry.places, entry.inputs, row, rows, codes.breaker(), guest);
        entry.done += end - row;
        uncounted += end - row;
        if (uncounted >= TOGETHER) {
            DONE.add(uncounted);
            uncounted = 0;
        }
        return end;
    }

    private boolean isWorthIt(Entry entry) {
        boolean worth = entry.done >= 2 * entry.left;
        entry.done = 0;
        entry.left = 0;
        return worth;
    }

    /** Ordinary rows come first: the interpreter finds out meanwhile where globals are. */
    private int count(int function, int word, int row, int rows) {
        int attempts = forms.getOrDefault(function, 0);
        int needed = (int) Math.min((long) threshold << 2 * attempts, MOST_NEEDED);
        int counted = word - Math.min(rows - row, needed);
        if (counted <= -needed && word < 0) {
            counted = attempts < MOST_OF_A_FUNCTION ? prepare(function) : NEVER;
        }
        guest.writeInt(function + RowLayout.WORD, counted);
        if (counted > 0) {
            return row;
        }
        return counted == NEVER ? NEVER : ~(int) Math.min(rows, row + (long) needed);
    }

    private Entry find(int word, int function) {
        Entry entry = word < entries.size() ? entries.get(word) : null;
        return entry != null && entry.function == function ? entry : null;
    }

    /** The function is counted from the beginning, a few times. */
    private int again(Entry entry) {
        entries.set(entries.indexOf(entry), null);
        codes.giveBack(entry.rows.size());
        attempted(entry.function);
        return 0;
    }

    private void attempted(int function) {
        if (forms.isEmpty()) {
            forms = new HashMap<>();
        }
        forms.merge(function, 1, Integer::sum);
    }

    private boolean holds(Entry entry) {
        RowCode rows = entry.rows;
        int breaker = CodeRuntime.get(codes.breaker(), guest);
        if (guest.readInt(entry.function + RowLayout.CALLABLE) != entry.callable
                || CodeRuntime.get(entry.callable + FUNCTION_VERSION, guest) != rows.version()
                || CodeRuntime.get(entry.callable + FUNCTION_CODE, guest) != rows.code()
                || CodeRuntime.get(rows.code() + CODE_INSTRUMENTATION, guest) != rows.instrumentation()
                || (breaker & ~CodeRuntime.EVENTS) != rows.instrumentation()) {
            return false;
        }
        for (RowGuard guard : rows.guards()) {
            if (!guard.holds(guest, codes.layout, entry.inputs)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the word that the function has from now on. */
    private int prepare(int function) {
        if (entries.size() >= MOST || !JavaStack.hasRoomForACall()) {
            return NEVER;
        }
        RowFunction described = describe(function);
        RowCode rows = described == null ? null : compile(described);
        if (rows == null) {
            // The interpreter may find out more about its code, or its globals may be others.
            attempted(function);
            return described != null ? 0 : NEVER;
        }
        if (!codes.take(rows.size())) {
            return NEVER;
        }
        COMPILED.increment();
        if (entries.isEmpty()) {
            entries = new ArrayList<>();
            entries.add(null);
        }
        entries.add(new Entry(function, described, rows));
        return entries.size() - 1;
    }

    private RowFunction describe(int function) {
        int parameters = guest.readInt(function + RowLayout.PARAMETERS);
        if (parameters < 0 || parameters > MOST_PARAMETERS) {
            return null;
        }
        guest.checkRange(function, RowLayout.TYPES + parameters);
        var columns = new ArrayList<RowFunction.Column>();
        for (int i = 0; i < parameters; i++) {
            var column = RowFunction.column(guest.bytes[function + RowLayout.TYPES + i] & 255);
            if (column == null) {
                return null;
            }
            columns.add(column);
        }
        var result = RowFunction.Type.of(guest.bytes[function + RowLayout.RESULT]);
        return result == null
                ? null
                : new RowFunction(guest.readInt(function + RowLayout.CALLABLE), List.copyOf(columns), result);
    }

    private RowCode compile(RowFunction described) {
        if (layout == null) {
            layout = RowLayout.of(guest, codes.functions);
        }
        guest.enterCompiler();
        try {
            return codes.compiler().compileRows(guest, codes.layout, layout, described);
        } finally {
            guest.exitCompiler();
        }
    }

    /** What its kernels take. */
    int size() {
        int size = 0;
        for (Entry entry : entries) {
            size += entry == null ? 0 : entry.rows.size();
        }
        return size;
    }
}
