package org.pythonwasm.modules;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.pythonwasm.engine.PythonModule;
import org.pythonwasm.engine.internal.process.CustomModule;
import org.pythonwasm.engine.internal.process.ModuleProvider;
import org.pythonwasm.machine.files.Grants;

/** Compiles modules to classes, and keeps those in a cache on disk. */
public final class CompilingProvider implements ModuleProvider {
    @Override
    public CustomModule load(PythonModule module, Grants grants, Optional<Path> cache, Consumer<String> progress) {
        var classes = new ClassCache(cache.orElseGet(ClassCache::defaultDirectory), ClassCache.DEFAULT_BOUND, progress);
        return LoadedModule.load(module, grants, classes, progress);
    }
}
