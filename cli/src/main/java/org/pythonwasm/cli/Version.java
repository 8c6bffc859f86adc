package org.pythonwasm.cli;

import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import picocli.CommandLine.IVersionProvider;

/** Provides the output of {@code --version}. */
final class Version implements IVersionProvider {
    private static ScriptEngineFactory factory() {
        return new ScriptEngineManager()
                .getEngineFactories().stream()
                        .filter(f -> f.getNames().contains("python-wasm"))
                        .findFirst()
                        .orElseThrow();
    }

    /** Returns that of this program. */
    static String number() {
        return factory().getEngineVersion();
    }

    @Override
    public String[] getVersion() {
        var factory = factory();
        return new String[] {
            "python-wasm " + factory.getEngineVersion(),
            "Python " + factory.getLanguageVersion() + " (built in)",
            "Java " + Runtime.version()
        };
    }
}
