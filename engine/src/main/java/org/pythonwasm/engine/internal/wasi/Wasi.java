package org.pythonwasm.engine.internal.wasi;

import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pythonwasm.engine.internal.files.ArchiveMount;
import org.pythonwasm.engine.internal.files.FileTree;
import org.pythonwasm.engine.internal.files.Grants;
import org.pythonwasm.engine.internal.files.HostMount;
import org.pythonwasm.engine.internal.files.Mount;
import org.pythonwasm.engine.internal.files.Scratch;
import org.pythonwasm.engine.internal.memory.GuestInstance;
import org.pythonwasm.engine.internal.memory.HostImports;

/**
 * All that the built-in guest sees of the world: WASI preview 1, denied but for the clock, random numbers, sleeping, the
 * request channel on descriptors 0 to 2, one read-only file, the archive of the standard library, and what was granted. An
 * import of the guest without a method of the same name in one of the parts answers {@code ENOSYS}.
 *
 * <p>The parts' methods are named after the WASI functions, and generated code calls them directly. Each answers an error
 * number.
 */
public final class Wasi implements HostImports {
    /** Generated code reads these; they are there as soon as there is a guest. */
    public WasiProcess process;
    public WasiClocks clocks;
    public WasiDescriptors descriptors;
    public WasiFileData content;
    public WasiPaths paths;
    /** No part of WASI, which knows no local time. */
    public TimeZones zones;

    public final StandardStreams streams;

    private final FileTree tree;
    private final Supplier<byte[]> archive;
    private final Grants grants;
    private final Optional<Scratch> scratch;
    private final Descriptors files;

    /**
     * @param streams on descriptors 0 to 2
     * @param archive the standard library, asked for when the guest first opens it
     * @param lost numbers of files that were open when the guest's snapshot was taken
     */
    public Wasi(StandardStreams streams, Supplier<byte[]> archive, Grants grants, List<Integer> lost) {
        this.streams = streams;
        this.archive = archive;
        this.grants = grants;
        this.scratch = grants.scratch().map(space -> new Scratch(space.path(), space.limits(), grants.clock()));
        this.tree = new FileTree(places(archive, grants, scratch));
        this.files = new Descriptors(lost);
    }

    /** With nothing granted. */
    public Wasi(Supplier<byte[]> archive) {
        this(new StandardStreams(), archive, Grants.NONE, List.of());
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

    /** Numbers of the files that are open. Same thread rule as the guest. */
    public List<Integer> openFiles() {
        return files.numbers();
    }

    /**
     * Closes the files of the host that the guest has left open, and forgets its own. From any thread, when the guest runs no
     * more, or is about to.
     */
    public void close() {
        files.closeAll();
        scratch.ifPresent(Scratch::drop);
    }
}
