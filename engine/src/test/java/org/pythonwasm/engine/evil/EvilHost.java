package org.pythonwasm.engine.evil;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.script.ScriptEngineManager;

/** An application's object, bound as {@code host} with all its members granted: it holds what a script must never use. */
public final class EvilHost {
    public final List<Object> list = new ArrayList<>();
    public final Map<Object, Object> map = new HashMap<>();

    public EvilHost self() {
        return this;
    }

    public Object fresh() {
        return new Object();
    }

    public Class<?> type() {
        return Runtime.class;
    }

    public ClassLoader loader() {
        return getClass().getClassLoader();
    }

    public Thread thread() {
        return Thread.currentThread();
    }

    public Runtime runtime() {
        return Runtime.getRuntime();
    }

    public ProcessBuilder builder() {
        return new ProcessBuilder("id");
    }

    public ProcessHandle process() {
        return ProcessHandle.current();
    }

    public Method method() throws NoSuchMethodException {
        return Runtime.class.getMethod("getRuntime");
    }

    public MethodHandle handle() throws ReflectiveOperationException {
        return MethodHandles.lookup().findStatic(Runtime.class, "getRuntime", MethodType.methodType(Runtime.class));
    }

    public MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    public Module module() {
        return Object.class.getModule();
    }

    public ScriptEngineManager engines() {
        return new ScriptEngineManager();
    }

    public Object proxy() {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> method);
    }

    public Object[] all() throws ReflectiveOperationException {
        return new Object[] {
            type(),
            loader(),
            thread(),
            runtime(),
            builder(),
            process(),
            method(),
            handle(),
            lookup(),
            module(),
            engines(),
            new Class<?>[] {Runtime.class}
        };
    }

    /** Its iterator has no end, and its size is no size. */
    public Map<Object, Object> lying() {
        return new AbstractMap<>() {
            @Override
            public Set<Entry<Object, Object>> entrySet() {
                return new AbstractSet<>() {
                    @Override
                    public Iterator<Entry<Object, Object>> iterator() {
                        return Stream.iterate(0, i -> i + 1)
                                .map(i -> Map.entry((Object) i, (Object) i))
                                .iterator();
                    }

                    @Override
                    public int size() {
                        return -1;
                    }
                };
            }
        };
    }

    public Iterator<Integer> endless() {
        return Stream.iterate(0, i -> i + 1).iterator();
    }

    public String text(int length) {
        return "x".repeat(length);
    }

    public Object itself() {
        var own = new Object[1];
        own[0] = own;
        return own;
    }

    public void fail() {
        throw new IllegalStateException("y".repeat(10_000_000));
    }

    public void failUnreadably() {
        throw new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new IllegalArgumentException();
            }
        };
    }

    public int overflow() {
        return overflow() + 1;
    }

    public Object apply(Function<Object, Object> function, Object argument) {
        return function.apply(argument);
    }

    public void run(Runnable action) {
        action.run();
    }

    @Override
    public String toString() {
        throw new UnsupportedOperationException("no text");
    }
}
