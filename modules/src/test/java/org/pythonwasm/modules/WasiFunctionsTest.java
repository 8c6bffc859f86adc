package org.pythonwasm.modules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.memory.GuestExit;
import org.pythonwasm.machine.memory.GuestTrap;
import org.pythonwasm.machine.memory.LinearMemory;
import org.pythonwasm.machine.wasi.Program;
import org.pythonwasm.machine.wasi.RequestStreams;
import org.pythonwasm.machine.wasi.Wasi;
import org.pythonwasm.machine.wasi.WasiClocks;
import org.pythonwasm.machine.wasi.WasiDescriptors;
import org.pythonwasm.machine.wasi.WasiFileData;
import org.pythonwasm.machine.wasi.WasiPaths;
import org.pythonwasm.machine.wasi.WasiProcess;

/** A module reaches each function of the host by its name, and with it the same as the built-in guest. */
class WasiFunctionsTest {
    private static final int ENOSYS = 52;

    private final Wasi wasi = new Wasi(
            new RequestStreams(), Grants.NONE, new Program(List.of("python", "-c"), Map.of("B", "ü", "A", "1")));
    private final ModuleMemory memory = new ModuleMemory(new MemoryLimits(1, 10), 3 * LinearMemory.PAGE);

    WasiFunctionsTest() {
        wasi.attach(memory);
    }

    private static Stream<Method> functions() {
        return Stream.of(
                        WasiProcess.class, WasiClocks.class, WasiDescriptors.class, WasiFileData.class, WasiPaths.class)
                .flatMap(part -> Arrays.stream(part.getDeclaredMethods()))
                .filter(method -> Modifier.isPublic(method.getModifiers()));
    }

    /** With numbers that lead nowhere, whatever is called refuses them or traps; what is not there answers ENOSYS. */
    private boolean isReached(Method function) {
        var arguments = new long[function.getParameterCount()];
        Arrays.fill(arguments, -1);
        try {
            return WasiFunctions.call(wasi, function.getName(), arguments) != ENOSYS;
        } catch (GuestTrap | GuestExit | IndexOutOfBoundsException e) {
            return true;
        }
    }

    @Test
    void each_function_of_the_host_is_reached_by_its_name() {
        assertEquals(
                List.of(),
                functions()
                        .filter(function -> !isReached(function))
                        .map(Method::getName)
                        .toList());
        assertEquals(
                List.of(),
                functions()
                        .map(Method::getName)
                        .filter(name -> !WasiFunctions.isKnown(name))
                        .toList());
    }

    @Test
    void what_no_guest_has_is_known_and_answers_so() {
        for (String name :
                List.of("sock_accept", "sock_recv", "sock_send", "sock_shutdown", "proc_raise", "fd_renumber")) {
            assertTrue(WasiFunctions.isKnown(name), name);
            assertEquals(ENOSYS, WasiFunctions.call(wasi, name, new long[9]), name);
        }
        assertFalse(WasiFunctions.isKnown("proc_exec"));
    }

    @Test
    void a_function_that_is_declared_with_too_few_arguments_traps() {
        assertThrows(IndexOutOfBoundsException.class, () -> WasiFunctions.call(wasi, "fd_read", 0));
    }

    @Test
    void the_program_is_told_its_arguments_and_variables() {
        assertEquals(0, WasiFunctions.call(wasi, "args_sizes_get", 0, 4));
        assertEquals(List.of(2, "python\0-c\0".length()), List.of(memory.readInt(0), memory.readInt(4)));
        assertEquals(0, WasiFunctions.call(wasi, "args_get", 16, 100));
        assertEquals(List.of("python", "-c"), List.of(text(memory.readInt(16)), text(memory.readInt(20))));
        assertEquals(0, WasiFunctions.call(wasi, "environ_sizes_get", 0, 4));
        assertEquals(0, WasiFunctions.call(wasi, "environ_get", 16, 200));
        assertEquals(
                new TreeSet<>(List.of("A=1", "B=ü")),
                Stream.of(16, 20).map(memory::readInt).map(this::text).collect(Collectors.toCollection(TreeSet::new)));
    }

    private String text(int address) {
        int end = address;
        while (memory.bytes[end] != 0) {
            end++;
        }
        return new String(memory.bytes, address, end - address, StandardCharsets.UTF_8);
    }

    @Test
    void a_pointer_outside_the_memory_changes_nothing() {
        byte[] before = memory.bytes.clone();
        int end = memory.pages() * LinearMemory.PAGE;
        for (Runnable call : List.<Runnable>of(
                () -> WasiFunctions.call(wasi, "args_get", 0, end - 3),
                () -> WasiFunctions.call(wasi, "args_get", end - 7, 0),
                () -> WasiFunctions.call(wasi, "environ_get", -1, 0),
                () -> WasiFunctions.call(wasi, "args_sizes_get", 0, end))) {
            assertThrows(GuestTrap.class, call::run);
            assertTrue(Arrays.equals(before, memory.bytes));
        }
    }

    @Test
    void the_memory_grows_up_to_its_limit_or_to_what_the_module_declares() {
        assertEquals(1, memory.grow(2));
        assertEquals(-1, memory.grow(1));
        memory.limitMemory(1L << 30);
        assertEquals(3, memory.grow(7));
        assertEquals(-1, memory.grow(1));
        assertEquals(10, memory.pages());
    }
}
