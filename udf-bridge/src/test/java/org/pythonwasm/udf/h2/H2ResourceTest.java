package org.pythonwasm.udf.h2;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlResourceContract;

@Timeout(300)
class H2ResourceTest extends SqlResourceContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String database = "h2:mem:resources" + DATABASES.incrementAndGet();

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:" + database);
    }

    @Override
    protected String own(String message) {
        return H2FunctionTest.withoutStatement(message);
    }

    @Override
    protected String from(String call) {
        return call;
    }

    @Override
    protected String one(String expression) {
        return "SELECT " + expression;
    }

    @Override
    protected String query(String sql) {
        return "'" + sql.replace("'", "''") + "'";
    }
}
