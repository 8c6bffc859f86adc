package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The engine without the artifact that compiles modules, which its tests do not have. */
class EngineAloneTest {
    @Test
    void a_module_needs_an_artifact_which_the_error_names() {
        var builder = PythonRuntime.builder().withModule(Path.of("python.wasm"));
        assertEquals(
                "nothing here can run python.wasm: add the artifact org.pythonwasm:python-wasm-modules to the class path",
                assertThrows(PythonModuleException.class, builder::build).getMessage());
    }
}
