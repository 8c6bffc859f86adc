package org.pythonwasm.udf.internal.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.PythonHandle;
import org.pythonwasm.engine.PythonInterpreter;

/** Python's description of a handler: a result of {@code python_wasm.describe}. */
final class HandlerShape {
    private final Map<?, ?> described;
    private final List<Map<?, ?>> positional = new ArrayList<>();
    private Map<?, ?> variadic;
    private int required;
    private String requiredKeyword;

    private HandlerShape(Map<?, ?> described) {
        this.described = described;
        if (described.get("parameters") instanceof List<?> parameters) {
            parameters.stream().filter(Map.class::isInstance).forEach(parameter -> add((Map<?, ?>) parameter));
        }
    }

    /** The body may have replaced what is called here, which then returns anything. Its globals stay as they are. */
    static HandlerShape of(PythonInterpreter python, String handler) {
        if (python.call("__import__", "python_wasm") instanceof PythonHandle module) {
            try (module) {
                return new HandlerShape(
                        module.invoke("describe", handler) instanceof Map<?, ?> described ? described : Map.of());
            }
        }
        return new HandlerShape(Map.of());
    }

    private void add(Map<?, ?> parameter) {
        boolean optional = Boolean.TRUE.equals(parameter.get("default"));
        switch (String.valueOf(parameter.get("kind"))) {
            case "positional" -> {
                positional.add(parameter);
                required += optional ? 0 : 1;
            }
            case "variadic" -> variadic = parameter;
            default -> requiredKeyword = optional ? requiredKeyword : String.valueOf(parameter.get("name"));
        }
    }

    boolean callable() {
        return Boolean.TRUE.equals(described.get("callable"));
    }

    boolean generator() {
        return Boolean.TRUE.equals(described.get("generator"));
    }

    /**
     * Returns whether it can be called with that many arguments by position. Unknown for a callable that C code
     * defines.
     */
    boolean takes(int arguments) {
        return isUnknown()
                || requiredKeyword == null
                        && arguments >= required
                        && (variadic != null || arguments <= positional.size());
    }

    private boolean isUnknown() {
        return !(described.get("parameters") instanceof List<?>);
    }

    /** Returns whether it can be called with that many arguments by position, and any number more. */
    boolean takesAnyFrom(int arguments) {
        return isUnknown() || requiredKeyword == null && arguments >= required && variadic != null;
    }

    boolean isClass() {
        return Boolean.TRUE.equals(described.get("class"));
    }

    /**
     * Returns the number of arguments for messages: {@code 1 to 2 arguments}.
     *
     * @param before the number of them that do not come from SQL
     */
    String arity(int before) {
        if (requiredKeyword != null) {
            return "the keyword argument '" + requiredKeyword + "', which SQL cannot pass";
        }
        int least = Math.max(0, required - before);
        int most = positional.size() - before;
        String count = most < 0
                ? "no state"
                : variadic != null ? least + " or more" : least == most ? String.valueOf(least) : least + " to " + most;
        return count + (count.equals("1") ? " argument" : " arguments");
    }

    /** Returns the parameter that receives the argument at a place; empty if nothing is known. */
    Map<?, ?> parameter(int place) {
        return place < positional.size() ? positional.get(place) : variadic == null ? Map.of() : variadic;
    }

    /** Returns the hinted type of the result; null without hint. */
    String returnHint() {
        return described.get("returns") instanceof Map<?, ?> returns && returns.get("type") instanceof String type
                ? type
                : null;
    }
}
