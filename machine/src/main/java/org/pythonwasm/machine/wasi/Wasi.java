package org.pythonwasm.machine.wasi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.pythonwasm.machine.files.ArchiveMount;
import org.pythonwasm.machine.files.FileTree;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.files.HostMount;
import org.pythonwasm.machine.files.Mount;
import org.pythonwasm.machine.files.Scratch;
import org.pythonwasm.machine.files.SharedMount;
import org.pythonwasm.machine.memory.HostImports;
import org.pythonwasm.machine.memory.LinearMemory;

/**
 * All that a guest sees of the world, whichever it is: WASI preview 1, denied but for the clock, random numbers, sleeping, the
 * request channel on descriptors 0 to 2, and what was granted; the built-in guest has one read-only file besides, the archive of its
 * standard library. An import of a guest without a method of the same name in one of the parts returns {@code ENOSYS}.
 *
 * <p>The parts' methods are named after the WASI functions; generated code calls them directly, a module's by name. Each returns an error
 * number.
 */
public final class Wasi implements HostImports {
    /** Generated code reads these; they exist as soon as the guest does. */
    public WasiProcess process;

    public WasiClocks clocks;
    public WasiDescriptors descriptors;
    public WasiFileData content;
    public WasiPaths paths;
    /** Not part of WASI, which has no local time. */
    public TimeZones zones;

    private final StandardStreams streams;
    private final FileTree tree;
    private final Supplier<byte[]> library;
    private final Grants grants;
    private final Program program;
    private final Optional<Scratch> scratch;
    private final Descriptors files;
    private LongSupplier ticks = System::nanoTime;

    private Wasi(
            StandardStreams streams,
            Map<String, Mount> places,
            Supplier<byte[]> library,
            Grants grants,
            List<Integer> lost,
            Program program) {
        this.streams = streams;
        this.library = library;
        this.grants = grants;
        this.program = program;
        this.scratch = grants.scratch().map(space -> new Scratch(space.path(), space.quota(), grants.clock()));
        grants.directories().forEach((name, directory) -> places.put(name, new HostMount(name, directory)));
        grants.shared().forEach((name, files) -> places.put(name, new SharedMount(name, files)));
        scratch.ifPresent(space -> places.put(grants.scratch().get().path(), space));
        this.tree = new FileTree(places);
        this.files = new Descriptors(lost);
    }

    /**
     * Of a built-in guest.
     *
     * @param streams on descriptors 0 to 2
     * @param archive the standard library, asked for when the guest first opens it
     * @param lost numbers of files that were open when the guest's snapshot was taken
     */
    public Wasi(StandardStreams streams, Supplier<byte[]> archive, Grants grants, List<Integer> lost) {
        this(
                streams,
                new HashMap<>(Map.of(FileTree.ARCHIVE, new ArchiveMount(FileTree.ARCHIVE, archive))),
                archive,
                grants,
                lost,
                Program.NONE);
    }

    /** Of a guest that begins as a program, and has its library in itself or in a directory that was granted. */
    public Wasi(StandardStreams streams, Grants grants, Program program) {
        this(streams, new HashMap<>(), () -> new byte[0], grants, List.of(), program);
    }

    /** Lets the time that no clock shows stand still; for a build, which has one result whenever it runs. */
    public Wasi withoutTicks() {
        ticks = () -> 0;
        return this;
    }

    @Override
    public void attach(LinearMemory guest) {
        process = new WasiProcess(guest, grants.seed(), program);
        clocks = new WasiClocks(guest, grants.clock(), ticks);
        descriptors = new WasiDescriptors(guest, files, tree, grants.clock());
        content = new WasiFileData(guest, streams, files);
        paths = new WasiPaths(guest, tree, files, grants.clock());
        zones = new TimeZones(guest, library, grants.zone());
    }

    /** Returns the numbers of the open files. Same thread rule as the guest. */
    public List<Integer> openFiles() {
        return files.numbers();
    }

    /** Returns whether the guest has open files, or anything in its scratch space. Same thread rule as the guest. */
    public boolean hasFiles() {
        return !openFiles().isEmpty()
                || scratch.filter(space -> !space.isEmpty()).isPresent();
    }

    /**
     * Closes the files of the host that the guest has left open, and forgets its own, when the guest has ended, or is
     * about to end. Any thread may call it.
     */
    public void close() {
        files.closeAll();
        scratch.ifPresent(Scratch::drop);
    }
}
