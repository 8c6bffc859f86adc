package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.define.FunctionErrors;

/**
 * The types that a database lacks.
 *
 * @param mostDigits of a DECIMAL
 */
public record UnsupportedTypes(String database, Set<SqlTypeName> names, int mostDigits) {

    /** Of a database whose DECIMAL has any number of digits that a declaration can have. */
    public UnsupportedTypes(String database, Set<SqlTypeName> names) {
        this(database, names, Integer.MAX_VALUE);
    }

    /** @throws SQLException 0A000 if a declaration has one of them */
    public void refuse(FunctionDefinition definition) throws SQLException {
        var types = new ArrayList<SqlType>();
        definition.parameters().forEach(parameter -> types.add(parameter.type()));
        definition.columns().forEach(column -> types.add(column.type()));
        if (definition.result() != null) {
            types.add(definition.result());
        }
        refuse(types, new FunctionErrors(definition));
    }

    private void refuse(List<SqlType> types, FunctionErrors errors) throws SQLException {
        for (var type : types) {
            if (names.contains(type.name())) {
                throw errors.notSupported(
                        database + " has no values of the type " + type.name().sql());
            }
            if (type.name() == SqlTypeName.DECIMAL && type.precision() > mostDigits) {
                throw errors.notSupported(
                        database + " has no values of the type " + type + ": at most " + mostDigits + " digits");
            }
            refuse(type.fields().stream().map(SqlType.Field::type).toList(), errors);
        }
    }
}
