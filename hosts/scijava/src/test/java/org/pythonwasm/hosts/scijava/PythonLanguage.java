package org.pythonwasm.hosts.scijava;

import java.util.List;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;

// region: scijava-plugin
/** Lists the engine in SciJava, which does not look for script engines by itself. */
@Plugin(type = ScriptLanguage.class, name = "Python")
public class PythonLanguage extends AdaptedScriptLanguage {
    public PythonLanguage() {
        super("python-wasm-beans");
    }

    @Override
    public List<String> getExtensions() {
        return List.of("py");
    }
}
// endregion
