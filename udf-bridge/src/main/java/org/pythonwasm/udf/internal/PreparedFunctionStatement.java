package org.pythonwasm.udf.internal;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One of our statements, prepared: translated when it is prepared, so that its errors show then, and again at every
 * execution, since what it means may have changed.
 */
final class PreparedFunctionStatement extends Delegation {
    private final Connection connection;
    private final ConnectionDelegation translator;
    private final FunctionStatement statement;
    private PreparedStatement delegate;

    PreparedFunctionStatement(Connection connection, ConnectionDelegation translator, FunctionStatement statement)
            throws SQLException {
        this.connection = connection;
        this.translator = translator;
        this.statement = statement;
        this.delegate = prepare();
    }

    private PreparedStatement prepare() throws SQLException {
        return translator.delegate().prepareStatement(translator.translate(statement));
    }

    @Override
    PreparedStatement delegate() {
        return delegate;
    }

    @Override
    Dialect dialect() {
        return translator.dialect();
    }

    @Override
    Object answer(Object proxy, Method method, Object[] arguments) throws SQLException {
        if (method.getName().equals("getConnection")) {
            return connection;
        }
        if (method.getName().startsWith("execute") && arguments == null && !delegate.isClosed()) {
            var before = delegate;
            delegate = prepare();
            before.close();
        }
        return PASS;
    }
}
