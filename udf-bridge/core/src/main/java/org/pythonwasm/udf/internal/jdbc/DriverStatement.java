package org.pythonwasm.udf.internal.jdbc;

import java.sql.Connection;
import org.pythonwasm.udf.spi.Dialect;

/** A statement of one of the driver's connections. */
abstract class DriverStatement extends Delegation {
    /** As the caller has it. */
    final Connection connection;

    final ConnectionDelegation translator;
    final StatementEnd end;

    DriverStatement(Connection connection, ConnectionDelegation translator) {
        this.connection = connection;
        this.translator = translator;
        this.end = new StatementEnd(translator);
    }

    @Override
    final Dialect dialect() {
        return translator.dialect();
    }

    @Override
    final boolean isEnding() {
        return translator.isEnding();
    }
}
