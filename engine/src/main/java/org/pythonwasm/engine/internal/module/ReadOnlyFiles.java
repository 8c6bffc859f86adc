package org.pythonwasm.engine.internal.module;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps a guest from changing anything below directories that were mapped read-only, and from making links anywhere: a link
 * could lead out of the directory that it lies in. Wraps the functions of WASI that could; all others pass.
 *
 * <p>The descriptors of the mapped directories follow the three streams, in order; what is opened below one that is read-only
 * is read-only too.
 */
final class ReadOnlyFiles {
    private static final int FIRST_DIRECTORY = 3;
    private static final int ROFS = 69;
    private static final int PERM = 63;
    private static final int OPEN_CREATE_OR_TRUNCATE = 1 | 8;
    private static final int OPEN_DIRECTORY = 2;
    private static final int FLAG_APPEND = 1;
    private static final long RIGHT_WRITE = 1 << 6;
    /** By name, the positions of the directory descriptors among the arguments. */
    private static final Map<String, List<Integer>> CHANGES = Map.of(
            "path_create_directory", List.of(0), "path_remove_directory", List.of(0), "path_unlink_file", List.of(0),
            "path_filestat_set_times", List.of(0), "path_rename", List.of(0, 3), "fd_filestat_set_times", List.of(0),
            "fd_filestat_set_size", List.of(0), "fd_allocate", List.of(0));
    private static final Set<String> LINKS = Set.of("path_symlink", "path_link");

    private final Set<Integer> readOnly = new HashSet<>();

    /** @param writable whether each mapped directory may be written to, in the order of their descriptors */
    ReadOnlyFiles(List<Boolean> writable) {
        for (int i = 0; i < writable.size(); i++) {
            if (!writable.get(i)) {
                readOnly.add(FIRST_DIRECTORY + i);
            }
        }
    }

    HostFunction[] guard(HostFunction[] functions) {
        return Arrays.stream(functions).map(this::guard).toArray(HostFunction[]::new);
    }

    private HostFunction guard(HostFunction function) {
        WasmFunctionHandle guarded = guarded(function.name(), function.handle());
        return new HostFunction(function.module(), function.name(), function.functionType(), guarded);
    }

    private WasmFunctionHandle guarded(String name, WasmFunctionHandle real) {
        if (LINKS.contains(name)) {
            return (instance, arguments) -> new long[] {PERM};
        }
        if (CHANGES.containsKey(name)) {
            var places = CHANGES.get(name);
            return (instance, arguments) -> places.stream().anyMatch(place -> readOnly.contains((int) arguments[place]))
                    ? new long[] {ROFS} : real.apply(instance, arguments);
        }
        return switch (name) {
            case "path_open" -> (instance, arguments) -> open(real, instance, arguments);
            case "fd_close" -> (instance, arguments) -> {
                readOnly.remove((int) arguments[0]);
                return real.apply(instance, arguments);
            };
            case "fd_renumber" -> (instance, arguments) -> renumber(real, instance, arguments);
            default -> real;
        };
    }

    /** Arguments: directory, lookup, path, length, open flags, rights, inheriting, descriptor flags, result. */
    private long[] open(WasmFunctionHandle real, Instance instance, long[] arguments) {
        boolean guarded = readOnly.contains((int) arguments[0]);
        boolean directory = (arguments[4] & OPEN_DIRECTORY) != 0;
        boolean writes = (arguments[4] & OPEN_CREATE_OR_TRUNCATE) != 0 || (arguments[7] & FLAG_APPEND) != 0
                || (arguments[5] & RIGHT_WRITE) != 0 && !directory;
        if (guarded && writes) {
            return new long[] {ROFS};
        }
        long[] result = real.apply(instance, arguments);
        if (guarded && result[0] == 0) {
            readOnly.add(instance.memory().readInt((int) arguments[8]));
        }
        return result;
    }

    private long[] renumber(WasmFunctionHandle real, Instance instance, long[] arguments) {
        long[] result = real.apply(instance, arguments);
        if (result[0] == 0 && arguments[0] != arguments[1]) {
            boolean moved = readOnly.remove((int) arguments[0]);
            if (moved) {
                readOnly.add((int) arguments[1]);
            } else {
                readOnly.remove((int) arguments[1]);
            }
        }
        return result;
    }
}
