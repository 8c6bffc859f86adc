package org.pythonwasm.engine.internal.object;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.engine.internal.text.Keywords;

/**
 * The attributes of a class's objects, from the granted types among its own and those above it. A method comes before a bean
 * property, and that before a field: {@code log.info("…")} calls the method, even if there is a getter {@code isInfo}.
 */
final class Members {
    /** The members that every object has and scripts never receive. */
    private static final Set<String> OF_OBJECT = Set.of("getClass", "wait", "notify", "notifyAll");

    private final String owner;
    private final List<Class<?>> sources;
    private final Map<String, Optional<Member>> found = new ConcurrentHashMap<>();
    private volatile Map<String, List<Method>> methods;
    /** A type whose members are left out, and why; or null. */
    private volatile String unreadable;

    Members(String owner, List<Class<?>> sources) {
        this.owner = owner;
        this.sources = sources;
    }

    /** Returns the name in Java of a name in a script: a keyword of Python has an underscore behind it. */
    String javaName(String written) {
        String bare = written.endsWith("_") ? written.substring(0, written.length() - 1) : written;
        return Keywords.contains(bare) && find(written).isEmpty() ? bare : written;
    }

    Optional<Member> find(String name) {
        // A script may ask for any number of names: only those that there are, are kept.
        var known = found.get(name);
        if (known != null) {
            return known;
        }
        var member = resolve(name);
        if (member.isPresent()) {
            found.put(name, member);
        }
        return member;
    }

    /** @throws RaisedInPython AttributeError */
    Member require(String name) {
        return find(name)
                .orElseThrow(() ->
                        RaisedInPython.attributeError("Java object of " + owner + " has no attribute '" + name + "'"));
    }

    Property property(String name) {
        if (require(name) instanceof Property property) {
            return property;
        }
        throw RaisedInPython.attributeError(owner + "." + name + " is a method, which cannot be set");
    }

    Methods methods(String name) {
        if (require(name) instanceof Methods own) {
            return own;
        }
        throw RaisedInPython.typeError(owner + "." + name + " is no method");
    }

    private Optional<Member> resolve(String name) {
        var own = methods().get(name);
        if (own != null) {
            return Optional.of(Methods.of(owner, name, own));
        }
        if (name.isEmpty()) {
            return Optional.empty();
        }
        String capital = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        var getter = getter("get" + capital).or(() -> getter("is" + capital).filter(Members::isFlag));
        var setters = Optional.ofNullable(methods().get("set" + capital))
                .map(all ->
                        all.stream().filter(one -> one.getParameterCount() == 1).toList())
                .filter(all -> !all.isEmpty())
                .map(all -> Methods.of(owner, "set" + capital, all));
        var field = field(name);
        return getter.isEmpty() && setters.isEmpty() && field.isEmpty()
                ? Optional.empty()
                : Optional.of(new Property(owner, name, getter.orElse(null), setters.orElse(null), field.orElse(null)));
    }

    private static boolean isFlag(Method method) {
        return method.getReturnType() == boolean.class || method.getReturnType() == Boolean.class;
    }

    private Optional<Method> getter(String name) {
        return methods().getOrDefault(name, List.of()).stream()
                .filter(method -> method.getParameterCount() == 0 && method.getReturnType() != void.class)
                .findFirst();
    }

    private Optional<Field> field(String name) {
        return fields().filter(field -> field.getName().equals(name)).findFirst();
    }

    /** Those of an object, and constants. */
    private Stream<Field> fields() {
        return sources.stream()
                .flatMap(source -> Arrays.stream(read(source, Class::getFields, new Field[0])))
                .filter(field -> !Modifier.isStatic(field.getModifiers()) || Modifier.isFinal(field.getModifiers()))
                .filter(field -> isReachable(field.getDeclaringClass()));
    }

    private Map<String, List<Method>> methods() {
        if (methods == null) {
            var all = new LinkedHashMap<String, Map<List<Class<?>>, Method>>();
            for (Class<?> source : sources) {
                for (Method method : read(source, Class::getMethods, new Method[0])) {
                    if (isMember(method)) {
                        all.computeIfAbsent(method.getName(), name -> new LinkedHashMap<>())
                                .merge(List.of(method.getParameterTypes()), method, Members::better);
                    }
                }
            }
            var lists = new LinkedHashMap<String, List<Method>>();
            all.forEach((name, own) -> {
                var callable = own.values().stream().filter(Members::isCallable).toList();
                if (!callable.isEmpty()) {
                    lists.put(name, callable);
                }
            });
            methods = lists;
        }
        return methods;
    }

    /** A type may mention one that is not there, an optional dependency of a library: then its members are left out. */
    private <T> T[] read(Class<?> source, Function<Class<?>, T[]> members, T[] none) {
        try {
            return members.apply(source);
        } catch (LinkageError | TypeNotPresentException e) {
            unreadable = source.getName() + " (" + Excerpt.of(e.toString()) + ")";
            return none;
        }
    }

    private static boolean isMember(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && !(method.getDeclaringClass() == Object.class && OF_OBJECT.contains(method.getName()))
                && !method.getDeclaringClass().getPackageName().startsWith("java.lang.reflect");
    }

    /** Of two declarations of one method that which can be called, and says most of what it returns. */
    private static Method better(Method one, Method other) {
        boolean first = isReachable(one.getDeclaringClass());
        boolean second = isReachable(other.getDeclaringClass());
        if (first != second) {
            return first ? one : other;
        }
        return one.getReturnType().isAssignableFrom(other.getReturnType()) ? other : one;
    }

    private static boolean isReachable(Class<?> declaring) {
        return Modifier.isPublic(declaring.getModifiers())
                && declaring.getModule().isExported(declaring.getPackageName());
    }

    /** A public class may inherit a public method from one that is not: it can be called if its package is open. */
    private static boolean isCallable(Method method) {
        return isReachable(method.getDeclaringClass()) || method.trySetAccessible();
    }

    /** The names that {@code dir()} lists. */
    Collection<String> names() {
        var names = new TreeSet<String>();
        methods().forEach((name, own) -> {
            names.add(name);
            property(name, own).ifPresent(names::add);
        });
        fields().forEach(field -> names.add(field.getName()));
        return new ArrayList<>(names);
    }

    private static Optional<String> property(String method, List<Method> own) {
        for (String prefix : List.of("get", "is", "set")) {
            boolean hasParameter = prefix.equals("set");
            if (method.length() > prefix.length()
                    && method.startsWith(prefix)
                    && Character.isUpperCase(method.charAt(prefix.length()))
                    && own.stream().anyMatch(one -> one.getParameterCount() == (hasParameter ? 1 : 0))) {
                String rest = method.substring(prefix.length());
                boolean acronym = rest.length() > 1 && Character.isUpperCase(rest.charAt(1));
                return Optional.of(acronym ? rest : Character.toLowerCase(rest.charAt(0)) + rest.substring(1));
            }
        }
        return Optional.empty();
    }
}
