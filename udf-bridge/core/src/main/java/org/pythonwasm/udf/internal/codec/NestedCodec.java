package org.pythonwasm.udf.internal.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pythonwasm.engine.NamedTuple;
import org.pythonwasm.engine.internal.text.Excerpt;
import org.pythonwasm.engine.typed.Batch;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;

/**
 * The codec of ARRAY, ROW and MAP: they are passed as one value of the engine, checked part by part against their
 * declaration.
 */
public final class NestedCodec implements Codec {
    public static final NestedCodec INSTANCE = new NestedCodec();

    /** Taken for the size of an element. */
    private static final int ITEM = 8;

    private NestedCodec() {}

    /** @param value a list, map or array */
    @Override
    public int size(Object value) {
        return value instanceof Object[] items
                ? ITEM * items.length
                : ITEM * (value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size());
    }

    @Override
    public void write(Batch batch, int column, int row, Object value, SqlType type) {
        try {
            batch.setValue(column, row, toPython(value, type));
        } catch (IllegalArgumentException e) {
            throw new BadValueException("22023", e.getMessage());
        }
    }

    @Override
    public Object read(Batch batch, int row, SqlType type) {
        return toSql(batch.getValue(row), type, "");
    }

    private static Object toPython(Object value, SqlType type) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case ARRAY -> elements((List<?>) value, type);
            case ROW -> row((List<?>) value, type);
            case MAP -> entries((Map<?, ?>) value, type);
            default -> NestedScalar.toPython(value, type);
        };
    }

    private static List<Object> elements(List<?> values, SqlType type) {
        checkSize(values.size(), type);
        var items = new ArrayList<>(values.size());
        for (Object value : values) {
            items.add(toPython(value, type.element()));
        }
        return items;
    }

    private static NamedTuple row(List<?> values, SqlType type) {
        var items = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            items.add(toPython(values.get(i), type.part(i)));
        }
        return new NamedTuple(type.fields().stream().map(SqlType.Field::name).toList(), items);
    }

    private static Map<Object, Object> entries(Map<?, ?> values, SqlType type) {
        var items = new LinkedHashMap<>();
        values.forEach((key, value) -> items.put(toPythonKey(key, type.part(0)), toPython(value, type.part(1))));
        return items;
    }

    /** A ROW is a plain tuple there: the engine has no keys with names. */
    private static Object toPythonKey(Object value, SqlType type) {
        if (value == null || type.name() != SqlTypeName.ARRAY && type.name() != SqlTypeName.ROW) {
            return toPython(value, type);
        }
        var parts = (List<?>) value;
        var items = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            items.add(toPythonKey(parts.get(i), type.name() == SqlTypeName.ARRAY ? type.element() : type.part(i)));
        }
        return items;
    }

    private static void checkSize(int size, SqlType type) {
        if (type.precision() != SqlType.UNSPECIFIED && size > type.precision()) {
            throw new BadValueException("2202F", size + " elements are too many for " + type);
        }
    }

    /** @param path of the value inside the result, for messages */
    private static Object toSql(Object value, SqlType type, String path) {
        if (value == null) {
            return null;
        }
        return switch (type.name()) {
            case ARRAY -> array(value, type, path);
            case ROW -> fields(value, type, path);
            case MAP -> map(value, type, path);
            default -> NestedScalar.toSql(value, type, path);
        };
    }

    private static List<Object> array(Object value, SqlType type, String path) {
        if (!(value instanceof List<?> items)) {
            throw NestedScalar.wrongType("list", value, path);
        }
        checkSize(items.size(), type);
        var elements = new ArrayList<>(items.size());
        for (Object item : items) {
            elements.add(toSql(item, type.element(), path + "[" + elements.size() + "]"));
        }
        return elements;
    }

    /** A row is a tuple, or a dict with the declared names as keys, as in a table function. */
    private static List<Object> fields(Object value, SqlType type, String path) {
        var declared = type.fields();
        var row = new ArrayList<>(declared.size());
        if (value instanceof List<?> items) {
            checkWidth(items.size(), declared.size(), path);
            for (int i = 0; i < declared.size(); i++) {
                row.add(toSql(
                        items.get(i), type.part(i), path + "." + declared.get(i).name()));
            }
        } else if (value instanceof Map<?, ?> items) {
            checkWidth(items.size(), declared.size(), path);
            for (var field : declared) {
                if (!items.containsKey(field.name())) {
                    throw new BadValueException(
                            "22023", "the row" + at(path) + " has no value for '" + field.name() + "'");
                }
                row.add(toSql(items.get(field.name()), field.type(), path + "." + field.name()));
            }
        } else {
            throw NestedScalar.wrongType("tuple or dict", value, path);
        }
        return row;
    }

    private static void checkWidth(int size, int declared, String path) {
        if (size != declared) {
            throw new BadValueException(
                    "22023", "expected a row of " + declared + " values" + at(path) + ", got " + size);
        }
    }

    private static Map<Object, Object> map(Object value, SqlType type, String path) {
        if (!(value instanceof Map<?, ?> items)) {
            throw NestedScalar.wrongType("dict", value, path);
        }
        var map = new LinkedHashMap<>();
        var keys = new MapKeys(type.part(0), at(path));
        items.forEach((key, item) -> {
            var sqlKey = toSql(key, type.part(0), path + " key " + Excerpt.of(key));
            keys.add(sqlKey);
            map.put(sqlKey, toSql(item, type.part(1), path + "[" + Excerpt.of(key) + "]"));
        });
        return map;
    }

    static String at(String path) {
        return path.isEmpty() ? "" : " at " + path.strip();
    }
}
