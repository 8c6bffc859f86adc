package org.pythonwasm.engine.internal.object;

import java.util.Collection;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.BaseStream;
import org.pythonwasm.engine.internal.bind.JavaFunction;

/**
 * The operations of Python on the objects of one Java class. Thread-safe; kept as long as a session uses it.
 *
 * <p>Its number and its kinds travel with each object, see docs/protocol.md; the prelude has one Python class per number.
 */
public final class JavaType {
    /** It can be called. */
    public static final int CALLABLE = 1;
    /** It has attributes: those of granted types. */
    public static final int MEMBERS = 1 << 1;

    static final int MAP = 1 << 2;
    static final int LIST = 1 << 3;
    static final int ARRAY = 1 << 4;
    static final int SET = 1 << 5;
    static final int COLLECTION = 1 << 6;
    static final int ITERABLE = 1 << 7;
    static final int ITERATOR = 1 << 8;
    static final int CLOSEABLE = 1 << 9;
    static final int COMPARABLE = 1 << 10;
    static final int ENUM = 1 << 11;
    static final int ENTRY = 1 << 12;
    static final int RECORD = 1 << 13;

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final int number = NUMBERS.incrementAndGet();
    private final String name;
    private final int kinds;
    private final Members members;
    private final Protocol protocol;

    JavaType(String name, boolean callable, List<Class<?>> sources, Class<?> type) {
        this.name = name;
        this.members = new Members(name, sources);
        this.kinds = (callable ? CALLABLE : 0) | (sources.isEmpty() ? 0 : MEMBERS | kinds(sources, type));
        this.protocol = Protocols.of(kinds);
    }

    private static int kinds(List<Class<?>> sources, Class<?> type) {
        int kinds = type.isArray() ? ARRAY : 0;
        kinds |= has(sources, Map.class) ? MAP : 0;
        kinds |= has(sources, List.class) ? LIST : 0;
        kinds |= has(sources, Set.class) ? SET : 0;
        kinds |= has(sources, Collection.class) ? COLLECTION : 0;
        kinds |= has(sources, Iterable.class) || has(sources, BaseStream.class) ? ITERABLE : 0;
        kinds |= has(sources, Iterator.class) || has(sources, Enumeration.class) ? ITERATOR : 0;
        kinds |= has(sources, AutoCloseable.class) ? CLOSEABLE : 0;
        kinds |= has(sources, Comparable.class) ? COMPARABLE : 0;
        kinds |= has(sources, Map.Entry.class) ? ENTRY : 0;
        kinds |= type.isRecord() ? RECORD : 0;
        return kinds | (Enum.class.isAssignableFrom(type) ? ENUM : 0);
    }

    private static boolean has(List<Class<?>> sources, Class<?> protocol) {
        return sources.stream().anyMatch(protocol::isAssignableFrom);
    }

    /** Unlike that of any other type in this JVM. */
    public int number() {
        return number;
    }

    /** Returns the name that Python shows. */
    public String name() {
        return name;
    }

    public int kinds() {
        return kinds;
    }

    boolean isGranted() {
        return (kinds & MEMBERS) != 0;
    }

    /**
     * Does what a script asks of an object.
     *
     * @param member the name of a method, or of a special method of Python such as {@code __getitem__}
     */
    Object perform(Object target, String member, List<Object> arguments) throws Throwable {
        if (!isGranted()) {
            throw RaisedInPython.attributeError("Java object of " + name + " has no attribute '" + member
                    + "' here: the host grants neither its class nor an interface of it (HostAccess, docs/objects.md)");
        }
        return switch (member) {
            case "__getattr__" -> describe((String) arguments.get(0));
            case "__getattribute__" ->
                members.property((String) arguments.get(0)).get(target);
            case "__setattr__" -> set(target, (String) arguments.get(0), arguments.get(1));
            case "__dir__" -> new ByValue(members.names());
            case "__str__" -> String.valueOf(target);
            case "__hash__" -> target.hashCode();
            case "__eq__" -> target.equals(arguments.get(0));
            case "__lt__" -> compare(target, arguments.get(0));
            case "name" -> name(target, arguments);
            default ->
                member.startsWith("__")
                        ? protocol.perform(target, member, arguments)
                        : members.methods(member).invoke(target, arguments);
        };
    }

    /** The name in Java, and what kind of attribute it is. */
    private ByValue describe(String written) {
        String own = members.javaName(written);
        return new ByValue(List.of(own, members.require(own).kind()));
    }

    private Object set(Object target, String written, Object value) throws Throwable {
        members.property(members.javaName(written)).set(target, value);
        return null;
    }

    /** That of an enum constant is no secret, for it is its value where nothing is granted. */
    private Object name(Object target, List<Object> arguments) throws Throwable {
        return arguments.isEmpty() && target instanceof Enum<?> constant
                ? constant.name()
                : members.methods("name").invoke(target, arguments);
    }

    @SuppressWarnings("unchecked")
    private int compare(Object target, Object other) {
        if ((kinds & COMPARABLE) == 0) {
            throw Protocol.unknown("__lt__");
        }
        try {
            return ((Comparable<Object>) target).compareTo(other);
        } catch (ClassCastException | NullPointerException e) {
            throw RaisedInPython.typeError("Java object of " + name + " cannot be compared with "
                    + (other == null ? "None" : JavaFunction.nameOf(other)));
        }
    }
}
