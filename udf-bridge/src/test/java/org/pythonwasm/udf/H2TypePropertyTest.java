package org.pythonwasm.udf;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

class H2TypePropertyTest extends SqlTypePropertyContract {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    @Override
    Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:python-wasm:h2:mem:typeproperties" + DATABASES.incrementAndGet());
    }

    @Override
    boolean has(SqlTypeName type) {
        return type != SqlTypeName.MAP;
    }

    @Override
    boolean castsNullsInside() {
        return true;
    }

    @Override
    int timeDigits() {
        return 6;
    }

    @Override
    String json(String text) {
        return "JSON " + SqlLiteral.string(text);
    }
}
