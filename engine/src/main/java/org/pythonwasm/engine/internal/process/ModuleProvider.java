package org.pythonwasm.engine.internal.process;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.engine.PythonModuleException;
import org.pythonwasm.machine.files.Grants;

/** Makes custom modules ready. Found by {@link java.util.ServiceLoader}. */
public interface ModuleProvider {
    /**
     * Compiles the module, or takes it from the cache.
     *
     * @param grants what its guests may see besides its library
     * @param cache of compiled modules; if there is none, the provider takes its default
     * @param progress gets a line now and then while it compiles, and warnings
     * @throws PythonModuleException it cannot be used
     */
    CustomModule load(PythonModule module, Grants grants, Optional<Path> cache, Consumer<String> progress);
}
