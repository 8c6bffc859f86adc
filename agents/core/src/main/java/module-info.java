/** Runs code that a model wrote, with a state, files and limits for each conversation. */
module org.pythonwasm.agents {
    requires transitive org.pythonwasm.engine;

    exports org.pythonwasm.agents;
}
