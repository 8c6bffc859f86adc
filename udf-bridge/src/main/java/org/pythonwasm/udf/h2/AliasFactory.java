package org.pythonwasm.udf.h2;

import java.sql.SQLException;
import org.h2.message.DbException;
import org.h2.util.JdbcUtils;
import org.h2.util.Utils;
import org.pythonwasm.udf.internal.ScalarFunction;

/** Answers H2's question for the class of an alias. Thread-safe. */
final class AliasFactory implements Utils.ClassFactory {

    /** Called once, by the driver's initialiser. */
    static void install() {
        JdbcUtils.addClassFactory(new AliasFactory());
    }

    /** Does what H2 will do with the name. */
    static void load(String className) throws SQLException {
        try {
            JdbcUtils.loadUserClass(className);
        } catch (DbException e) {
            throw e.getSQLException();
        }
    }

    @Override
    public boolean match(String name) {
        return AliasName.matches(name);
    }

    /** No Python runs here, so that a database with many functions opens fast. */
    @Override
    public Class<?> loadClass(String name) throws ClassNotFoundException {
        try {
            var checked = AliasName.parse(name);
            return AliasClass.generate(checked, new H2Function(new ScalarFunction(checked, H2Sessions.INSTANCE)));
        } catch (SQLException e) {
            throw new ClassNotFoundException(e.getMessage(), e);
        }
    }
}
