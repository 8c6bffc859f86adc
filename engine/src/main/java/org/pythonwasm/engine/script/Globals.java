package org.pythonwasm.engine.script;

import org.pythonwasm.engine.PythonScope;

/** The Python globals of some bindings, and their place. */
record Globals(ScriptInterpreter interpreter, PythonScope scope) {}
