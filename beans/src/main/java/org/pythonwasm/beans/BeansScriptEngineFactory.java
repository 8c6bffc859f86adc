package org.pythonwasm.beans;

import java.util.List;
import org.pythonwasm.engine.HostAccess;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.engine.script.PythonScriptEngineFactory;

/**
 * The script engine {@code python-wasm-beans}: as {@code python-wasm}, with {@link HostAccess#ALL}. An application has it
 * only if its operator adds this artifact, and uses it only if its configuration names it. A script can do what the bound
 * objects can do; {@code SECURITY.md} says what that gives away.
 *
 * <p>Thread-safe; made by {@link java.util.ServiceLoader}. It has no file extension and no MIME type, so that no host chooses
 * it by one of them. The system property {@code python-wasm-beans.names} claims names for it, such as {@code python,jython}; a name
 * that {@code python-wasm.names} has too is an error, so that it never depends on an order whether a script is in the sandbox.
 */
public final class BeansScriptEngineFactory extends PythonScriptEngineFactory {
    /** Creates engines over the guest that {@link PythonRuntime#configuredForScripts()} names. */
    public BeansScriptEngineFactory() {
        super(
                List.of("python-wasm-beans"),
                () -> PythonRuntime.configuredForScripts().withHostAccess(HostAccess.ALL));
    }

    @Override
    public List<String> getExtensions() {
        return List.of();
    }

    @Override
    public List<String> getMimeTypes() {
        return List.of();
    }
}
