package org.pythonwasm.engine.internal;

import java.util.function.Supplier;

/**
 * All that the built-in guest sees of the world: WASI preview 1, denied but for the clock, random numbers, sleeping, the
 * request channel on descriptors 0 to 2, one read-only file, the archive of the standard library, and what was granted. An
 * import of the guest without a method of the same name in one of the parts answers {@code ENOSYS}.
 *
 * <p>The parts' methods are named after the WASI functions, and generated code calls them directly. Each answers an error
 * number.
 */
public final class Wasi {
    /** Generated code reads these; they are there as soon as there is a guest. */
    public WasiProcess process;
    public WasiClocks clocks;
    public WasiDescriptors descriptors;
    public WasiPaths paths;

    public final StandardStreams streams = new StandardStreams();

    private final FileTree tree;
    private final Grants grants;
    private final Descriptors files = new Descriptors();

    /** @param archive the standard library, asked for when the guest first opens it */
    public Wasi(Supplier<byte[]> archive, Grants grants) {
        this.tree = new FileTree(archive, grants.directories());
        this.grants = grants;
    }

    /** With nothing granted. */
    public Wasi(Supplier<byte[]> archive) {
        this(archive, Grants.NONE);
    }

    void attach(GuestInstance guest) {
        process = new WasiProcess(guest, grants.seed());
        clocks = new WasiClocks(guest, grants.clock());
        descriptors = new WasiDescriptors(guest, streams, files);
        paths = new WasiPaths(guest, tree, files);
    }

    /** Closes the files of the host that the guest has left open. From any thread, when the guest runs no more. */
    public void close() {
        files.closeAll();
    }
}
