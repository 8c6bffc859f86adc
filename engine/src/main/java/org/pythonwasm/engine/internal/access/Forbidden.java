package org.pythonwasm.engine.internal.access;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Set;

/**
 * Types that scripts never use, whatever was granted. Each of them leads from one object to everything: to other classes, to
 * the machine, or out of the limits of a call.
 */
public final class Forbidden {
    /** The reason. */
    public static final String NEVER =
            "classes, loaders, modules, reflection, method handles, processes, threads and script engines never are";

    /** With all subclasses and implementations. */
    private static final List<Class<?>> TYPES = List.of(
            Class.class,
            ClassLoader.class,
            Module.class,
            ModuleLayer.class,
            Runtime.class,
            System.class,
            Process.class,
            ProcessHandle.class,
            ProcessBuilder.class,
            Thread.class,
            ThreadGroup.class,
            StackWalker.class,
            java.lang.reflect.AnnotatedElement.class,
            java.lang.reflect.Member.class,
            java.lang.reflect.Type.class,
            java.lang.module.ModuleFinder.class,
            java.lang.invoke.MethodHandle.class,
            java.lang.invoke.VarHandle.class,
            java.lang.invoke.CallSite.class,
            java.lang.invoke.MethodHandles.Lookup.class,
            java.util.ServiceLoader.class,
            java.security.ProtectionDomain.class,
            java.security.CodeSource.class,
            java.io.ObjectInputStream.class,
            javax.script.ScriptEngine.class,
            javax.script.ScriptEngineFactory.class,
            javax.script.ScriptEngineManager.class,
            javax.script.CompiledScript.class);

    /** By name: they are in modules or versions of Java that need not be there, or in rooms above this one. */
    private static final Set<String> NAMES = Set.of(
            "java.lang.SecurityManager",
            "java.lang.ModuleLayer$Controller",
            "java.lang.Thread$Builder",
            "org.pythonwasm.engine.PythonRuntime",
            "org.pythonwasm.engine.PythonInterpreter",
            "org.pythonwasm.engine.InterpreterPool",
            "org.pythonwasm.engine.SharedInterpreters",
            "java.lang.instrument.Instrumentation",
            "javax.management.MBeanServerConnection",
            "javax.management.MBeanServer",
            "sun.misc.Unsafe");

    /** The classes that members of an object that is not forbidden may come from, such as those of a proxy's superclass. */
    private static final List<String> PACKAGES = List.of(
            "java.lang.reflect",
            "java.lang.invoke",
            "java.lang.module",
            "java.lang.foreign",
            "java.lang.instrument",
            "sun.misc",
            "sun.reflect");

    private Forbidden() {}

    /** Returns why a type cannot be granted, or null. */
    public static String reason(Class<?> type) {
        if (isForbidden(type) || PACKAGES.contains(type.getPackageName())) {
            return NEVER;
        }
        if (type.isArray() || type.isPrimitive()) {
            return null;
        }
        if (!Modifier.isPublic(type.getModifiers())) {
            return "it is not public";
        }
        return type.getModule().isExported(type.getPackageName())
                ? null
                : "the module " + type.getModule().getName() + " does not export its package";
    }

    /** Returns whether no object of this class is ever used by a script. */
    public static boolean isForbidden(Class<?> type) {
        for (Class<?> forbidden : TYPES) {
            if (forbidden.isAssignableFrom(type)) {
                return true;
            }
        }
        return isForbiddenByName(type);
    }

    private static boolean isForbiddenByName(Class<?> type) {
        for (Class<?> here = type; here != null; here = here.getSuperclass()) {
            if (NAMES.contains(here.getName())) {
                return true;
            }
            for (Class<?> one : here.getInterfaces()) {
                if (isForbiddenByName(one)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Returns whether that is the name of such a type; names of their subclasses are not known before they are loaded. */
    public static boolean isName(String name) {
        return NAMES.contains(name)
                || TYPES.stream().anyMatch(type -> type.getName().equals(name))
                || PACKAGES.stream().anyMatch(place -> name.startsWith(place + "."));
    }
}
