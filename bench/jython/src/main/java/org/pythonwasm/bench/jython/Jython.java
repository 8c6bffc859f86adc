package org.pythonwasm.bench.jython;

import java.util.Properties;
import org.python.Version;
import org.python.core.CompileMode;
import org.python.core.CompilerFlags;
import org.python.core.Py;
import org.python.core.PyException;
import org.python.core.PyObject;
import org.python.util.PythonInterpreter;
import org.pythonwasm.bench.harness.PythonSystem;
import org.pythonwasm.bench.harness.Worker;

/** Jython, which is Python 2.7: separate globals for each program, which Jython compiles to a Java class. */
public final class Jython implements PythonSystem {
    public static void main(String[] arguments) throws Exception {
        var properties = new Properties();
        properties.setProperty("python.cachedir.skip", "true");
        PythonInterpreter.initialize(System.getProperties(), properties, new String[0]);
        Worker.run(Jython::new, arguments);
    }

    @Override
    public String version() {
        return Version.PY_VERSION + " on Java " + System.getProperty("java.vm.version");
    }

    @Override
    public Program load(String name, String source) {
        var python = new PythonInterpreter();
        python.set("__name__", name);
        try {
            python.exec(Py.compile_flags(source, name + ".py", CompileMode.exec, new CompilerFlags()));
        } catch (PyException e) {
            String traceback = e.toString().strip();
            throw new IllegalArgumentException(traceback.substring(traceback.lastIndexOf('\n') + 1), e);
        }
        PyObject check = python.get("check");
        return () -> check.__call__().asString();
    }
}
