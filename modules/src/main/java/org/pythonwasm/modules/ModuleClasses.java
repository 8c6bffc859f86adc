package org.pythonwasm.modules;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.pythonwasm.machine.memory.UnsignedOrder;

/**
 * Defines the classes of a module. Reading and verifying them takes a third of a second, and the first guest needs most
 * of them at once, so a separate thread prepares them ahead of it. Thread-safe.
 */
final class ModuleClasses extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final String mainClass;
    private final List<String> names;
    /** Classes that are not defined yet. */
    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

    /** @param classes in the order in which they are prepared */
    ModuleClasses(String mainClass, Map<String, byte[]> classes) {
        super(ModuleClasses.class.getClassLoader());
        UnsignedOrder.exportTo(getUnnamedModule());
        this.mainClass = mainClass;
        this.names = classes.keySet().stream().map(ModuleClasses::binaryName).toList();
        classes.forEach((name, code) -> bytes.put(binaryName(name), code));
    }

    private static String binaryName(String name) {
        return name.replace('/', '.');
    }

    Function<Instance, Machine> machines() {
        try {
            var constructor = loadClass(mainClass).asSubclass(Machine.class).getConstructor(Instance.class);
            goAhead();
            return instance -> {
                try {
                    return constructor.newInstance(instance);
                } catch (InvocationTargetException e) {
                    throw new IllegalStateException("the module's code cannot be linked", e.getCause());
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            };
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the module's code lacks " + mainClass, e);
        }
    }

    private void goAhead() {
        var thread = new Thread(() -> names.forEach(this::prepare), "python-wasm-classes");
        thread.setDaemon(true);
        thread.start();
    }

    /** An error in a class is reported when it is used. */
    private void prepare(String name) {
        try {
            Class.forName(name, true, this);
        } catch (ClassNotFoundException | LinkageError e) {
            return;
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code = bytes.get(name);
        if (code == null) {
            throw new ClassNotFoundException(name);
        }
        var defined = defineClass(name, code, 0, code.length);
        bytes.remove(name);
        return defined;
    }
}
