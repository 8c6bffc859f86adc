package org.pythonwasm.machine.code;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.pythonwasm.machine.memory.CodeHost;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.JavaStack;

/**
 * The compiled forms of a guest's code objects, by the word that each such object has. Called by generated code;
 * guest/patches/eval_loop.py and code_host.py are the other side. A word that the guest makes up, or has from the guest that it was
 * forked from, finds nothing, or the compiled form of the very object that has it.
 *
 * <p>Thread rule: that of the guest it belongs to.
 */
public final class CodeTable extends CodeHost {
    /** Compiled forms at a time. */
    private static final int MOST = 1 << 11;
    /** In the life of a guest: one that makes ever new code is not compiled for ever. */
    private static final int MOST_EVER = 1 << 13;
    /** The same of the time that compiling takes. */
    private static final long MOST_NANOS = 20_000_000_000L;
    /** Of all guests of the JVM together, in bytes. */
    private static final long MOST_OF_ALL = 256L << 20;

    /** Calls of compiled code by compiled code are calls in Java; at that depth the interpreter goes on, which needs no stack. */
    static final int MOST_NESTED = 40;
    /** Guards of one instruction that fail before the code is compiled anew. */
    private static final int MOST_LEFT = 300;
    /** Fewer where code is compiled after a few uses, so that tests come to forms of what the interpreter has specialised. */
    private static final int LEFT_BY_THRESHOLD = 4;

    /** So often code is used that is to be compiled again. */
    private static final int SOON = 50;

    private static final int NEVER = Integer.MIN_VALUE;
    private static final int REMEMBERED = 1 << 12;

    private static final AtomicLong SIZE_OF_ALL = new AtomicLong();
    private static final LongAdder COMPILED = new LongAdder();
    private static final LongAdder REFUSED = new LongAdder();
    private static final LongAdder LEFT = new LongAdder();

    private CodeCompiler compiler;
    private int threshold;
    CodeFunctions functions;
    /** Its addresses, unpacked for the helpers of compiled code. */
    CodeLayout layout;

    int nested;
    /** The float that a compiled form has returned last; whatever takes it does so before any code of the guest runs. */
    double number;
    /** How often code has ended, been instrumented or been given up: see {@link CodeRuntime#end}. */
    int changes;

    /** Most guests never compile, and are many. */
    private static final CompiledCode[] NONE = new CompiledCode[1];

    private CompiledCode[] entries = NONE;
    private Map<Integer, CodeHistory> histories = Map.of();
    private int compiledEver;
    private RowTable rows;
    private int breaker;
    private long nanos;

    CodeTable(GuestInstance guest) {
        super(guest);
    }

    void compileWith(
            CodeCompiler newCompiler,
            int newThreshold,
            int rowThreshold,
            int interruptCells,
            CodeFunctions newFunctions) {
        compiler = newCompiler;
        threshold = newThreshold;
        rows = new RowTable(guest, this, rowThreshold);
        breaker = guest.readInt(interruptCells);
        layout = CodeLayout.of(guest, interruptCells);
        functions = newFunctions;
        guest.writeInt(guest.checkRange(layout.threshold(), 4), threshold);
    }

    /** Returns that of a guest whose code is compiled. */
    public static CodeTable of(GuestInstance guest) {
        return (CodeTable) guest.codes;
    }

    public CodeFunctions functions() {
        return functions;
    }

    /** Returns how many compiled forms all guests of the JVM have had. Not for the guest, which has no such import. */
    public static long compiled() {
        return COMPILED.sum();
    }

    /** Returns how many code objects were left to the interpreter. */
    public static long refused() {
        return REFUSED.sum();
    }

    /** Returns how often a guard of compiled code failed. */
    public static long left() {
        return LEFT.sum();
    }

    /** Returns how many typed functions of all guests have been compiled for many rows. */
    public static long compiledRows() {
        return RowTable.compiled();
    }

    /** Returns how many rows such compiled forms have done, but for a few of each guest. */
    public static long doneRows() {
        return RowTable.done();
    }

    /** Returns how often such a compiled form left a row to Python. */
    public static long leftRows() {
        return RowTable.left();
    }

    /** Returns the bytes that the compiled forms of all guests take. */
    public static long sizeOfAll() {
        return SIZE_OF_ALL.get();
    }

    CompiledCode find(int word, int code) {
        CompiledCode[] known = entries;
        if (word <= 0 || word >= known.length) {
            return null;
        }
        CompiledCode entry = known[word];
        return entry != null && entry.code == code ? entry : null;
    }

    @Override
    public long code_run(int word, int thread, int frame, int stackPointer, int next) {
        int code = guest.readInt(frame);
        CompiledCode entry = find(word, code);
        if (entry == null) {
            // That of an image, where the code was used often; or made up.
            guest.writeInt(code + CodeLayout.CODE_WORD, Math.min(0, SOON - threshold));
            return CodeRuntime.pair(next, stackPointer);
        }
        if (nested >= MOST_NESTED) {
            return CodeRuntime.pair(next, stackPointer);
        }
        int before = nested++;
        try {
            long result = CodeRuntime.drive(entry, thread, frame, stackPointer, next, guest);
            return CodeRuntime.isReturned(result) ? CodeRuntime.deliver(result, thread, guest) : result;
        } finally {
            nested = before;
        }
    }

    /** Returns the word that the code object has from now on. */
    @Override
    public int code_prepare(int code, int thread, int frame) {
        if (compiler == null || layout == null) {
            // The image of a guest that had a compiler: it counts, and nobody compiles.
            return 0;
        }
        if (compiledEver >= MOST_EVER || nanos > MOST_NANOS) {
            return NEVER;
        }
        int place = freePlace();
        if (place >= MOST
                || SIZE_OF_ALL.get() > MOST_OF_ALL
                || !JavaStack.hasRoomForACall()
                || functions.pw_put_boxes_by(guest) == 0) {
            return 0;
        }
        CodeHistory history = historyOf(code);
        history.begin();
        compiledEver++;
        CompiledCode compiled = compile(code, frame, history);
        if (compiled == null) {
            REFUSED.increment();
            return NEVER;
        }
        if (!guest.takeOfHost(compiled.size())) {
            return 0;
        }
        COMPILED.increment();
        SIZE_OF_ALL.addAndGet(compiled.size());
        compiled.word = place;
        compiled.link.compiled = compiled;
        compiled.history = history;
        if (place >= entries.length) {
            entries = Arrays.copyOf(entries, Math.max(16, 2 * entries.length));
        }
        entries[place] = compiled;
        return place;
    }

    private int freePlace() {
        for (int place = 1; place < entries.length; place++) {
            if (entries[place] == null) {
                return place;
            }
        }
        return entries.length;
    }

    private CodeHistory historyOf(int code) {
        if (histories.isEmpty() || histories.size() >= REMEMBERED) {
            histories = new HashMap<>();
        }
        // An object that ends between two compiled forms is not dropped, and another one may have its place.
        int version = guest.readInt(code + CodeLayout.CODE_VERSION);
        CodeHistory known = histories.get(code);
        if (known == null || !known.isOf(version)) {
            known = new CodeHistory(version);
            histories.put(code, known);
        }
        return known;
    }

    /** Not the guest's own code: one that an exception is to end is not killed meanwhile. */
    private CompiledCode compile(int code, int frame, CodeHistory history) {
        guest.enterCompiler();
        long begin = System.nanoTime();
        try {
            return compiler.compile(guest, layout, code, frame, history);
        } finally {
            nanos += System.nanoTime() - begin;
            guest.exitCompiler();
        }
    }

    /** The object has ended, or has other instructions now. */
    @Override
    public void code_drop(int word, int code) {
        changes++;
        if (!histories.isEmpty()) {
            histories.remove(code);
        }
        CompiledCode entry = find(word, code);
        if (entry != null) {
            remove(entry);
        }
    }

    private void remove(CompiledCode entry) {
        entries[entry.word] = null;
        entry.word = 0;
        entry.link.compiled = null;
        SIZE_OF_ALL.addAndGet(-entry.size());
        guest.giveBackToHost(entry.size());
    }

    /**
     * The memory is full. Compiled code may take only what was put by, so all of it ends at the next place where it can: each looks
     * at its word, or at {@link #changes}, behind whatever may have run other code.
     */
    void giveUpAll() {
        changes++;
        for (CompiledCode entry : entries) {
            if (entry != null) {
                remove(entry);
            }
        }
    }

    @Override
    public int code_rows(int function, int columns, int row, int end) {
        return compiler == null ? super.code_rows(function, columns, row, end) : rows.run(function, columns, row, end);
    }

    @Override
    public boolean doesRow(int function, int columns) {
        return compiler != null && rows.doesRow(function, columns);
    }

    CodeCompiler compiler() {
        return compiler;
    }

    /** Where {@code eval_breaker} lies. */
    int breaker() {
        return breaker;
    }

    /** Counts what a compiled form takes; false if there is no room for it. */
    boolean take(int size) {
        if (SIZE_OF_ALL.get() > MOST_OF_ALL || !guest.takeOfHost(size)) {
            return false;
        }
        SIZE_OF_ALL.addAndGet(size);
        return true;
    }

    void giveBack(int size) {
        SIZE_OF_ALL.addAndGet(-size);
        guest.giveBackToHost(size);
    }

    /** Called by compiled code whose guard has failed at an instruction. */
    void left(CompiledCode compiled, int unit) {
        LEFT.increment();
        int most = Math.min(MOST_LEFT, LEFT_BY_THRESHOLD * threshold);
        if (compiled.leftAt(unit) >= most
                && compiled.history != null
                && !compiled.history.isLast()
                && find(compiled.word, compiled.code) == compiled) {
            // Those that would be next are given up for, too.
            compiled.eachLeft(Math.max(1, most / 8), compiled.history::giveUpFor);
            guest.writeInt(compiled.code + CodeLayout.CODE_WORD, Math.min(0, SOON - threshold));
            remove(compiled);
        }
    }

    /** Called when the guest has ended. */
    @Override
    protected void drop() {
        for (CompiledCode entry : entries) {
            if (entry != null) {
                SIZE_OF_ALL.addAndGet(-entry.size());
            }
        }
        if (rows != null) {
            SIZE_OF_ALL.addAndGet(-rows.size());
        }
        compiler = null;
        layout = null;
        rows = null;
        entries = NONE;
        histories = Map.of();
    }
}
