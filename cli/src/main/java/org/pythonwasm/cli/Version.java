package org.pythonwasm.cli;

import javax.script.ScriptEngineManager;
import picocli.CommandLine.IVersionProvider;

/** Provides the output of {@code --version}. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var factory = new ScriptEngineManager()
                .getEngineFactories().stream()
                        .filter(f -> f.getNames().contains("python-wasm"))
                        .findFirst()
                        .orElseThrow();
        return new String[] {
            "python-wasm " + factory.getEngineVersion(),
            "Python " + factory.getLanguageVersion() + " (built in)",
            "Java " + Runtime.version()
        };
    }
}
