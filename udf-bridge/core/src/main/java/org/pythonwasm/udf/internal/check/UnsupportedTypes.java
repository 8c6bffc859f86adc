package org.pythonwasm.udf.internal.check;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.pythonwasm.udf.FunctionDefinition;
import org.pythonwasm.udf.SqlType;
import org.pythonwasm.udf.SqlTypeName;
import org.pythonwasm.udf.internal.define.FunctionErrors;

/** The types that a database lacks. */
public record UnsupportedTypes(String database, Set<SqlTypeName> names) {

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
            refuse(type.fields().stream().map(SqlType.Field::type).toList(), errors);
        }
    }
}
