package org.pythonwasm.machine.wasi;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pythonwasm.machine.files.ArchiveMount;
import org.pythonwasm.machine.files.FileTree;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.files.HostMount;
import org.pythonwasm.machine.files.Mount;
import org.pythonwasm.machine.files.Scratch;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.HostImports;

/**
 * The built-in guest's whole view of the host: WASI preview 1. Everything is denied except the clock, random numbers,
 * sleeping, the request channel on descriptors 0 to 2, one read-only file, the archive of the standard library, and
 * grants. An import of the guest without a method of the same name in one of the parts returns {@code ENOSYS}.
 *
 * <p>The parts' methods are named after the WASI functions, and generated code calls them directly. Each returns an
 * error number.
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

    public final StandardStreams streams = new StandardStreams();

    private final FileTree tree;
    private final Supplier<byte[]> archive;
    private final Grants grants;
    private final Optional<Scratch> scratch;
    private final Descriptors files;

    /**
     * @param archive the standard library, requested when the guest first opens it
     * @param lost numbers of files that were open when the guest's snapshot was taken
     */
    public Wasi(Supplier<byte[]> archive, Grants grants, List<Integer> lost) {
        this.archive = archive;
        this.grants = grants;
        this.scratch = grants.scratch().map(space -> new Scratch(space.path(), space.quota(), grants.clock()));
        this.tree = new FileTree(places(archive, grants, scratch));
        this.files = new Descriptors(lost);
    }

    /** Creates one without grants. */
    public Wasi(Supplier<byte[]> archive) {
        this(archive, Grants.NONE, List.of());
    }

    private static HashMap<String, Mount> places(Supplier<byte[]> archive, Grants grants, Optional<Scratch> scratch) {
        var places = new HashMap<String, Mount>();
        places.put(FileTree.ARCHIVE, new ArchiveMount(FileTree.ARCHIVE, archive));
        grants.directories().forEach((name, directory) -> places.put(name, new HostMount(name, directory)));
        scratch.ifPresent(space -> places.put(grants.scratch().get().path(), space));
        return places;
    }

    @Override
    public void attach(GuestInstance guest) {
        process = new WasiProcess(guest, grants.seed());
        clocks = new WasiClocks(guest, grants.clock());
        descriptors = new WasiDescriptors(guest, files, tree, grants.clock());
        content = new WasiFileData(guest, streams, files);
        paths = new WasiPaths(guest, tree, files, grants.clock());
        zones = new TimeZones(guest, archive, grants.zone());
    }

    /** Returns the numbers of the open files. Same thread rule as the guest. */
    public List<Integer> openFiles() {
        return files.numbers();
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
