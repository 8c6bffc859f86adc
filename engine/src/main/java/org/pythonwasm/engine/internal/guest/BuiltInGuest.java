package org.pythonwasm.engine.internal.guest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.pythonwasm.engine.GuestDiedException.Reason;
import org.pythonwasm.engine.internal.wire.BinaryChannel;
import org.pythonwasm.engine.internal.wire.Form;
import org.pythonwasm.engine.internal.wire.RequestWriter;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.engine.typed.ColumnType;
import org.pythonwasm.machine.memory.ExchangeCells;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.InterruptCells;
import org.pythonwasm.machine.wasi.Wasi;

/**
 * The guest that the engine has built in: translated code on a linear memory of its own, called through the exports of
 * {@code guest/shim} by the thread that calls the interpreter. Numbers of what is bound are addresses.
 */
public final class BuiltInGuest implements Guest {
    private final GuestHost host;
    private final BuiltInImage image;
    private final GuestExports exports;
    private final Wasi wasi;
    private final GuestInstance memory;
    private final InterruptCells cells;
    private final BinaryChannel binary;
    /** What it had allocated when it fell asleep. */
    private volatile long inUseAsleep;

    /** @throws OutOfMemoryError if the Java heap has no room for its memory */
    BuiltInGuest(BuiltInImage image, GuestHost host) {
        this.host = host;
        this.image = image;
        this.exports = image.exports();
        this.wasi = new Wasi(host.requests(), image.archive(), image.grants(), image.openFiles());
        this.memory = image.snapshot().fork(host.limits().memoryBytes(), wasi);
        image.regexes().applyTo(memory);
        image.codes().applyTo(memory, image.snapshot().interruptCells(), TranslatedGuest::codeFunctions);
        this.cells = new InterruptCells(memory, image.snapshot().interruptCells());
        this.binary = new BinaryChannel(
                host.channel(),
                memory,
                new ExchangeCells(memory, image.snapshot().interruptCells()),
                new Port());
    }

    /** Returns an image whose forks start from the state of this guest, which is at rest between two calls. */
    BuiltInImage image() {
        return new BuiltInImage(
                exports,
                image.snapshot().of(memory),
                image.archive(),
                wasi.openFiles(),
                image.grants(),
                image.regexes(),
                image.codes(),
                true);
    }

    /** Whether its forks have all that its scripts have made: files are no part of an image. */
    boolean isAllInMemory() {
        return !wasi.hasFiles();
    }

    GuestInstance memory() {
        return memory;
    }

    /**
     * The only way to the exports. In a nested call the guest waits in a system call, where CPython has let go of its thread
     * state.
     */
    private int enter(IntSupplier export) {
        return host.run(() -> {
            boolean attached = host.isNested() && exports.pw_attach(memory) != 0;
            int result = export.getAsInt();
            if (attached) {
                exports.pw_detach(memory);
            }
            return result;
        });
    }

    private void tell(Runnable export) {
        enter(() -> {
            export.run();
            return 0;
        });
    }

    @Override
    public void serve() {
        enter(() -> exports.pw_serve(memory));
    }

    @Override
    public boolean carries(String operation) {
        return BinaryChannel.carries(operation);
    }

    @Override
    public Object request(String operation, RequestWriter.Body body) {
        return binary.request(operation, body);
    }

    @Override
    public Form form(Object value, String path) {
        return binary.form(value, path);
    }

    private final class Port implements BinaryChannel.Port {
        @Override
        public int run(IntSupplier guestCode) {
            return enter(guestCode);
        }

        @Override
        public int reserve(int size) {
            return exports.pw_reserve(size, memory);
        }

        @Override
        public int perform(int length) {
            return exports.pw_request(length, memory);
        }
    }

    @Override
    public int bind(Binding binding) {
        byte[] names = binding.names().stream()
                .collect(Collectors.joining("\0", "", "\0"))
                .getBytes(StandardCharsets.UTF_8);
        byte[] parameters = binding.parameterCodes();
        byte[] results = binding.resultCodes();
        if (binding.kind() == Binding.Kind.BUFFERS) {
            results[0] |= Binding.BUFFERS;
        }
        int block = allocate(names.length + parameters.length + results.length);
        int types = block + names.length;
        System.arraycopy(names, 0, memory.bytes, block, names.length);
        System.arraycopy(parameters, 0, memory.bytes, types, parameters.length);
        System.arraycopy(results, 0, memory.bytes, types + parameters.length, results.length);
        try {
            return enter(() -> switch (binding.kind()) {
                case FUNCTION, BUFFERS -> exports.pw_define(block, names.length - 1, parameters.length, types, memory);
                case AGGREGATE ->
                    exports.pw_define_aggregate(block, names.length - 1, parameters.length, types, memory);
                case TABLE -> exports.pw_define_table(block, parameters.length, results.length, types, memory);
                case ROWS -> exports.pw_new_rows(block, parameters.length, types, memory);
            });
        } finally {
            if (host.isUsable()) {
                release(block);
            }
        }
    }

    @Override
    public Batch newBatch(List<ColumnType> types, int arguments, int capacity) {
        return new LinearBatch(host, this, types, arguments, capacity);
    }

    private static int address(Batch batch) {
        return ((LinearBatch) batch).address();
    }

    @Override
    public int work(Work work, int bound, Batch batch, int first, int end) {
        int columns = address(batch);
        if (end == 1 && work == Work.CALL && host.run(() -> memory.codes.doesRow(bound, columns) ? 1 : 0) == 1) {
            return 1;
        }
        return enter(() -> switch (work) {
            case CALL -> exports.pw_call(bound, columns, end, memory);
            case VECTORS -> exports.pw_call_vectors(bound, columns, end, memory);
            case ACCUMULATE -> exports.pw_accumulate(bound, columns, first, end, memory);
            case MERGE -> exports.pw_merge(bound, columns, end, memory);
            case FINISH -> exports.pw_finish(bound, columns, end, memory);
            case SAVE -> exports.pw_save(bound, columns, end, memory);
            case LOAD -> exports.pw_load(bound, columns, end, memory);
            case APPEND -> exports.pw_append_rows(bound, columns, end, memory);
        });
    }

    @Override
    public int open(int table, Batch arguments) {
        return enter(() -> exports.pw_open(table, address(arguments), memory));
    }

    @Override
    public int fetch(int table, int iterator, Batch rows, int count) {
        return enter(() -> exports.pw_fetch(table, iterator, address(rows), count, memory));
    }

    @Override
    public void closeIterator(int iterator) {
        tell(() -> exports.pw_close(iterator, memory));
    }

    @Override
    public void forgetStates(int aggregate, int first, int count) {
        tell(() -> exports.pw_forget(aggregate, first, count, memory));
    }

    @Override
    public int reference(int list) {
        return enter(() -> exports.pw_list_of_rows(list, memory));
    }

    @Override
    public void releaseList(int list) {
        tell(() -> exports.pw_free_rows(list, memory));
    }

    /** Inside a call, or inside {@link GuestHost#keepHouse}. */
    int allocate(int size) {
        int address = enter(() -> exports.pw_allocate(size, memory));
        if (address == 0) {
            throw new IllegalStateException("no room for " + size + " bytes in the guest's memory of "
                    + host.limits().memoryBytes() + " bytes");
        }
        return place(address, size);
    }

    /** Inside a call, or inside {@link GuestHost#keepHouse}. */
    void release(int address) {
        tell(() -> exports.pw_release(address, memory));
    }

    /** A range of memory that the guest has named; it may name any, and dies if the range lies outside. */
    int place(int address, int size) {
        try {
            return memory.checkRange(address, size);
        } catch (GuestTrap e) {
            throw host.died(e);
        }
    }

    /** The snapshot of the build has them from a start without any. */
    @Override
    public Map<String, String> variables() {
        return image.begun() ? Map.of() : image.grants().variables();
    }

    @Override
    public boolean takesExceptions() {
        return true;
    }

    @Override
    public boolean raise(Reason reason) {
        boolean raised =
                reason == Reason.TIMEOUT ? cells.raiseTimeoutError(memory) : cells.raiseKeyboardInterrupt(memory);
        memory.wakeRequested = raised;
        return raised;
    }

    @Override
    public boolean isMoving() {
        return memory.isMoving();
    }

    @Override
    public void whenMoved(Runnable action) {
        memory.whenMoved(action);
    }

    @Override
    public boolean isWaiting() {
        return cells.isWaiting(memory);
    }

    @Override
    public void remind() {
        cells.remind(memory);
    }

    @Override
    public void kill() {
        memory.stop = true;
    }

    @Override
    public boolean isKilled() {
        return memory.stop;
    }

    @Override
    public void clear() {
        if (!memory.isAsleep()) {
            cells.clear(memory);
        }
        memory.stop = false;
        memory.wakeRequested = false;
    }

    @Override
    public boolean inHost() {
        return memory.inHost();
    }

    @Override
    public boolean isCompiling() {
        return memory.isCompiling();
    }

    @Override
    public int hostCalls() {
        return memory.hostCalls();
    }

    @Override
    public Thread worker() {
        return null;
    }

    @Override
    public long memoryBytes() {
        return memory.size();
    }

    /** By the guest's word, but within its memory. */
    @Override
    public long memoryInUse() {
        var said = new AtomicLong(-1);
        // The memory may move, or fall asleep, at any moment.
        if (!memory.poke(bytes -> said.set(cells.bytesInUse(memory))) && memory.isAsleep()) {
            return inUseAsleep;
        }
        long inUse = said.get();
        return inUse < 0 ? memoryBytes() : Math.min(inUse, memoryBytes());
    }

    @Override
    public boolean canSleep() {
        return true;
    }

    @Override
    public boolean isAsleep() {
        return memory.isAsleep();
    }

    @Override
    public void sleep() {
        inUseAsleep = memoryInUse();
        memory.sleep(image.snapshot());
    }

    @Override
    public void wake() {
        memory.wake();
    }

    @Override
    public long heldBytes() {
        return memory.heldBytes();
    }

    @Override
    public void limitMemory(long bytes) {
        memory.limitMemory(bytes);
    }

    @Override
    public boolean heapWasFull() {
        return memory.heapWasFull();
    }

    @Override
    public void end() {
        wasi.close();
    }

    @Override
    public void drop() {
        memory.drop();
    }

    @Override
    public void end(boolean unused) {
        if (unused) {
            memory.end(image.snapshot());
        } else {
            memory.drop();
        }
    }
}
