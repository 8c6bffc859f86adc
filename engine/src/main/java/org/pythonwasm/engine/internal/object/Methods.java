package org.pythonwasm.engine.internal.object;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.internal.bind.Coercions;
import org.pythonwasm.engine.internal.bind.JavaFunction;

/**
 * The methods of one name that an object has. A call goes to the one whose parameters fit the arguments best: without
 * conversion before a widened number, a fixed number of parameters before varargs, the more specific types before the others.
 */
record Methods(String owner, String name, List<Candidate> candidates) implements Member {
    private static final int MOST_CANDIDATES_SHOWN = 12;

    static Methods of(String owner, String name, List<Method> methods) {
        return new Methods(owner, name, methods.stream().map(Candidate::of).toList());
    }

    @Override
    public int kind() {
        return 1;
    }

    Object invoke(Object target, List<Object> arguments) throws Throwable {
        var call = candidates.size() == 1 ? only(arguments) : best(arguments);
        try {
            return call.candidate.method.invoke(target, call.fitted(arguments, owner + "." + name));
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Call only(List<Object> arguments) {
        var candidate = candidates.get(0);
        if (candidate.types.length == arguments.size() && !candidate.isVariable()) {
            return new Call(candidate, false);
        }
        return best(arguments);
    }

    private Call best(List<Object> arguments) {
        Call best = null;
        int least = Integer.MAX_VALUE;
        boolean tied = false;
        for (int variable = 0; variable < 2 && best == null; variable++) {
            for (Candidate candidate : candidates) {
                var call = new Call(candidate, variable == 1);
                int cost = call.cost(arguments);
                if (cost < 0 || cost > least) {
                    continue;
                }
                if (cost < least || best == null || candidate.isMoreSpecificThan(best.candidate)) {
                    tied = false;
                    best = call;
                    least = cost;
                } else {
                    tied |= !best.candidate.isMoreSpecificThan(candidate);
                }
            }
        }
        if (best == null) {
            throw RaisedInPython.typeError(owner + "." + name + " takes " + shown() + ", got " + kinds(arguments));
        }
        if (tied) {
            throw RaisedInPython.typeError(owner + "." + name + " is ambiguous for " + kinds(arguments)
                    + "; its methods are " + shown() + "; pass a value that fits only one");
        }
        return best;
    }

    private String shown() {
        String first = candidates.stream()
                .limit(MOST_CANDIDATES_SHOWN)
                .map(Candidate::toString)
                .collect(Collectors.joining(" or "));
        int more = candidates.size() - MOST_CANDIDATES_SHOWN;
        return more > 0 ? first + " or " + more + " others" : first;
    }

    private static String kinds(List<Object> arguments) {
        String kinds = arguments.stream()
                .limit(MOST_CANDIDATES_SHOWN)
                .map(Methods::kind)
                .collect(Collectors.joining(", ", "(", ""));
        return kinds + (arguments.size() > MOST_CANDIDATES_SHOWN ? ", …)" : ")");
    }

    /** The type of an argument as the script knows it. */
    private static String kind(Object value) {
        if (value == null) {
            return "None";
        } else if (value instanceof PythonHandle handle) {
            return handle.typeName();
        } else if (value instanceof String) {
            return "str";
        } else if (value instanceof Boolean) {
            return "bool";
        } else if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return "int";
        } else if (value instanceof Double) {
            return "float";
        }
        // The guest makes these of its own containers; those of the application are objects.
        return switch (value.getClass().getSimpleName()) {
            case "ArrayList" -> "list";
            case "LinkedHashMap" -> "dict";
            case "LinkedHashSet" -> "set";
            default -> JavaFunction.nameOf(value);
        };
    }

    /** One method; its types are kept, because reflection copies them at each question. */
    record Candidate(Method method, Class<?>[] types, Type[] generic) {
        static Candidate of(Method method) {
            return new Candidate(method, method.getParameterTypes(), method.getGenericParameterTypes());
        }

        boolean isVariable() {
            return method.isVarArgs();
        }

        /** As Java compares them, by each parameter; of two functions that which returns something. */
        boolean isMoreSpecificThan(Candidate other) {
            if (types.length != other.types.length) {
                return false;
            }
            boolean differs = false;
            for (int i = 0; i < types.length; i++) {
                if (types[i] == other.types[i]) {
                    continue;
                }
                if (!other.types[i].isAssignableFrom(types[i]) && !JavaFunction.returnsMore(types[i], other.types[i])) {
                    return false;
                }
                differs = true;
            }
            return differs;
        }

        @Override
        public String toString() {
            var names = Arrays.stream(types).map(Class::getSimpleName).toArray(String[]::new);
            if (isVariable()) {
                int last = names.length - 1;
                names[last] = types[last].getComponentType().getSimpleName() + "…";
            }
            return "(" + String.join(", ", names) + ")";
        }
    }

    /** A method with its last parameter as it is, or with the rest of the arguments in it. */
    private record Call(Candidate candidate, boolean spread) {
        /** Negative: the method does not take them. */
        int cost(List<Object> arguments) {
            int fixed = candidate.types.length;
            if (spread ? !candidate.isVariable() || arguments.size() < --fixed : arguments.size() != fixed) {
                return -1;
            }
            int sum = 0;
            for (int i = 0; i < arguments.size(); i++) {
                var type = i < fixed ? candidate.types[i] : candidate.types[fixed].getComponentType();
                int cost = Coercions.fit(arguments.get(i), type);
                if (cost < 0) {
                    return -1;
                }
                sum += cost;
            }
            return sum;
        }

        Object[] fitted(List<Object> arguments, String place) {
            try {
                int count = candidate.types.length;
                var fitted = new Object[count];
                int fixed = spread ? count - 1 : count;
                for (int i = 0; i < fixed; i++) {
                    fitted[i] = Coercions.convert(
                            arguments.get(i), candidate.generic[i], "argument " + (i + 1) + " of " + place);
                }
                if (spread) {
                    fitted[fixed] = rest(arguments, fixed, place);
                }
                return fitted;
            } catch (ClassCastException e) {
                throw RaisedInPython.typeError(e.getMessage());
            }
        }

        private Object rest(List<Object> arguments, int fixed, String place) {
            var type = candidate.types[fixed].getComponentType();
            Type generic =
                    candidate.generic[fixed] instanceof GenericArrayType array ? array.getGenericComponentType() : type;
            Object rest = Array.newInstance(type, arguments.size() - fixed);
            for (int i = fixed; i < arguments.size(); i++) {
                Array.set(
                        rest,
                        i - fixed,
                        Coercions.convert(arguments.get(i), generic, "argument " + (i + 1) + " of " + place));
            }
            return rest;
        }
    }
}
