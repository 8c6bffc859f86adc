package org.pythonwasm.engine.script;

import org.pythonwasm.engine.PythonScope;

/** The Python globals of some bindings, and where they are. */
record Globals(ScriptInterpreter interpreter, PythonScope scope) {}
