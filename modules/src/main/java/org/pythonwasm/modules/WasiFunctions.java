package org.pythonwasm.modules;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import java.util.Set;
import org.pythonwasm.machine.wasi.Wasi;

/** The functions of {@link Wasi} by the names under which a module imports them. */
final class WasiFunctions {
    /** The name of the module that has them. */
    static final String MODULE = "wasi_snapshot_preview1";

    private static final int ENOSYS = 52;
    /** Those of WASI preview 1 that no guest has, and what a module may import all the same. */
    private static final Set<String> MISSING = Set.of(
            "fd_allocate",
            "fd_fdstat_set_rights",
            "fd_renumber",
            "proc_raise",
            "sock_accept",
            "sock_recv",
            "sock_send",
            "sock_shutdown");

    private static final Set<String> PRESENT = Set.of(
            "args_get",
            "args_sizes_get",
            "clock_res_get",
            "clock_time_get",
            "environ_get",
            "environ_sizes_get",
            "fd_advise",
            "fd_close",
            "fd_datasync",
            "fd_fdstat_get",
            "fd_fdstat_set_flags",
            "fd_filestat_get",
            "fd_filestat_set_size",
            "fd_filestat_set_times",
            "fd_pread",
            "fd_prestat_dir_name",
            "fd_prestat_get",
            "fd_pwrite",
            "fd_read",
            "fd_readdir",
            "fd_seek",
            "fd_sync",
            "fd_tell",
            "fd_write",
            "path_create_directory",
            "path_filestat_get",
            "path_filestat_set_times",
            "path_link",
            "path_open",
            "path_readlink",
            "path_remove_directory",
            "path_rename",
            "path_symlink",
            "path_unlink_file",
            "poll_oneoff",
            "proc_exit",
            "random_get",
            "sched_yield");

    private WasiFunctions() {}

    /** Returns whether a module may import it. */
    static boolean isKnown(String name) {
        return PRESENT.contains(name) || MISSING.contains(name);
    }

    /** Returns the functions that the module imports. */
    static ImportValues of(Wasi wasi, WasmModule module) {
        var values = ImportValues.builder();
        module.importSection().stream()
                .map(FunctionImport.class::cast)
                .forEach(imported -> values.addFunction(new HostFunction(
                        imported.module(),
                        imported.name(),
                        module.typeSection().getType(imported.typeIndex()),
                        new Function(wasi, imported.name()))));
        return values.build();
    }

    /** One of them, with its arguments as numbers; it traps if the guest passes too few. */
    private record Function(Wasi wasi, String name) implements WasmFunctionHandle {
        @Override
        public long[] apply(Instance instance, long... arguments) {
            return new long[] {call(wasi, name, arguments)};
        }
    }

    static int call(Wasi wasi, String name, long... a) {
        return switch (name) {
            case "args_get" -> wasi.process.args_get((int) a[0], (int) a[1]);
            case "args_sizes_get" -> wasi.process.args_sizes_get((int) a[0], (int) a[1]);
            case "environ_get" -> wasi.process.environ_get((int) a[0], (int) a[1]);
            case "environ_sizes_get" -> wasi.process.environ_sizes_get((int) a[0], (int) a[1]);
            case "random_get" -> wasi.process.random_get((int) a[0], (int) a[1]);
            case "sched_yield" -> wasi.process.sched_yield();
            case "proc_exit" -> {
                wasi.process.proc_exit((int) a[0]);
                yield 0;
            }
            case "clock_res_get" -> wasi.clocks.clock_res_get((int) a[0], (int) a[1]);
            case "clock_time_get" -> wasi.clocks.clock_time_get((int) a[0], a[1], (int) a[2]);
            case "poll_oneoff" -> wasi.clocks.poll_oneoff((int) a[0], (int) a[1], (int) a[2], (int) a[3]);
            case "fd_close" -> wasi.descriptors.fd_close((int) a[0]);
            case "fd_fdstat_get" -> wasi.descriptors.fd_fdstat_get((int) a[0], (int) a[1]);
            case "fd_fdstat_set_flags" -> wasi.descriptors.fd_fdstat_set_flags((int) a[0], (int) a[1]);
            case "fd_filestat_get" -> wasi.descriptors.fd_filestat_get((int) a[0], (int) a[1]);
            case "fd_filestat_set_times" -> wasi.descriptors.fd_filestat_set_times((int) a[0], a[1], a[2], (int) a[3]);
            case "fd_prestat_get" -> wasi.descriptors.fd_prestat_get((int) a[0], (int) a[1]);
            case "fd_prestat_dir_name" -> wasi.descriptors.fd_prestat_dir_name((int) a[0], (int) a[1], (int) a[2]);
            case "fd_readdir" -> wasi.descriptors.fd_readdir((int) a[0], (int) a[1], (int) a[2], a[3], (int) a[4]);
            case "fd_read" -> wasi.content.fd_read((int) a[0], (int) a[1], (int) a[2], (int) a[3]);
            case "fd_write" -> wasi.content.fd_write((int) a[0], (int) a[1], (int) a[2], (int) a[3]);
            case "fd_pread" -> wasi.content.fd_pread((int) a[0], (int) a[1], (int) a[2], a[3], (int) a[4]);
            case "fd_pwrite" -> wasi.content.fd_pwrite((int) a[0], (int) a[1], (int) a[2], a[3], (int) a[4]);
            case "fd_seek" -> wasi.content.fd_seek((int) a[0], a[1], (int) a[2], (int) a[3]);
            case "fd_tell" -> wasi.content.fd_tell((int) a[0], (int) a[1]);
            case "fd_filestat_set_size" -> wasi.content.fd_filestat_set_size((int) a[0], a[1]);
            case "fd_sync" -> wasi.content.fd_sync((int) a[0]);
            case "fd_datasync" -> wasi.content.fd_datasync((int) a[0]);
            case "fd_advise" -> wasi.content.fd_advise((int) a[0], a[1], a[2], (int) a[3]);
            case "path_open" ->
                wasi.paths.path_open(
                        (int) a[0], (int) a[1], (int) a[2], (int) a[3], (int) a[4], a[5], a[6], (int) a[7], (int) a[8]);
            case "path_filestat_get" ->
                wasi.paths.path_filestat_get((int) a[0], (int) a[1], (int) a[2], (int) a[3], (int) a[4]);
            case "path_filestat_set_times" ->
                wasi.paths.path_filestat_set_times(
                        (int) a[0], (int) a[1], (int) a[2], (int) a[3], a[4], a[5], (int) a[6]);
            case "path_create_directory" -> wasi.paths.path_create_directory((int) a[0], (int) a[1], (int) a[2]);
            case "path_unlink_file" -> wasi.paths.path_unlink_file((int) a[0], (int) a[1], (int) a[2]);
            case "path_remove_directory" -> wasi.paths.path_remove_directory((int) a[0], (int) a[1], (int) a[2]);
            case "path_rename" ->
                wasi.paths.path_rename((int) a[0], (int) a[1], (int) a[2], (int) a[3], (int) a[4], (int) a[5]);
            case "path_readlink" ->
                wasi.paths.path_readlink((int) a[0], (int) a[1], (int) a[2], (int) a[3], (int) a[4], (int) a[5]);
            case "path_link" ->
                wasi.paths.path_link(
                        (int) a[0], (int) a[1], (int) a[2], (int) a[3], (int) a[4], (int) a[5], (int) a[6]);
            case "path_symlink" -> wasi.paths.path_symlink((int) a[0], (int) a[1], (int) a[2], (int) a[3], (int) a[4]);
            default -> ENOSYS;
        };
    }
}
