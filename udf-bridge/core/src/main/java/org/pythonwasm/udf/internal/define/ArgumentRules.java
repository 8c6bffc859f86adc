package org.pythonwasm.udf.internal.define;

import java.util.List;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.SqlType;

/** The permitted number of a call's arguments, their types, and the values of missing ones. Immutable. */
public final class ArgumentRules {
    /** The engine's bound, see {@link org.pythonwasm.engine.typed.Signature}. */
    public static final int MAXIMUM = 100;

    private final CheckedFunction checked;
    private final List<Parameter> parameters;
    private final Object[] defaults;
    private final boolean variadic;
    private final int required;

    public ArgumentRules(CheckedFunction checked) {
        this.checked = checked;
        this.parameters = checked.definition().parameters();
        this.variadic = checked.definition().isVariadic();
        this.defaults = parameters.stream().map(Literal::defaultOf).toArray();
        this.required = (int) parameters.stream()
                .filter(parameter ->
                        !parameter.variadic() && parameter.defaultLiteral().isEmpty())
                .count();
    }

    CheckedFunction checked() {
        return checked;
    }

    /** Returns the number of parameters, a VARIADIC one counted once. */
    public int declared() {
        return parameters.size();
    }

    /** Returns the number of parameters before a VARIADIC one. */
    public int fixed() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }

    /** Returns the least number of arguments of a call. */
    public int required() {
        return required;
    }

    public boolean isVariadic() {
        return variadic;
    }

    public boolean allow(int given) {
        return given >= required && given <= most();
    }

    private int most() {
        return variadic ? MAXIMUM : declared();
    }

    /** Returns whether every call that the others allow is allowed here. */
    public boolean allowAllOf(ArgumentRules others) {
        return required <= others.required && (variadic || !others.variadic && declared() >= others.declared());
    }

    /** Returns the range for messages: {@code 1 to 2 arguments}. */
    public String range() {
        String range = required == most() ? String.valueOf(required) : required + " to " + most();
        return range + (range.equals("1") ? " argument" : " arguments");
    }

    /** Returns the number of arguments that Python receives if that many are given. */
    public int count(int given) {
        return Math.max(given, fixed());
    }

    public SqlType type(int place) {
        return parameters.get(Math.min(place, parameters.size() - 1)).type();
    }

    public SqlType[] types(int count) {
        var types = new SqlType[count];
        for (int i = 0; i < count; i++) {
            types[i] = type(i);
        }
        return types;
    }

    /** The value that stands for a missing argument, of the type's Java class. */
    public Object defaultOf(int place) {
        return defaults[place];
    }
}
