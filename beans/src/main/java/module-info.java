/** Adds the script engine {@code python-wasm-beans}, which grants scripts the members of all bound objects. */
module org.pythonwasm.beans {
    requires transitive org.pythonwasm.engine;

    exports org.pythonwasm.beans;

    provides javax.script.ScriptEngineFactory with
            org.pythonwasm.beans.BeansScriptEngineFactory;
}
