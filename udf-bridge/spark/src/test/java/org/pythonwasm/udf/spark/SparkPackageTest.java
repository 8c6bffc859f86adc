package org.pythonwasm.udf.spark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlPackageContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkPackageTest extends SqlPackageContract {

    SparkPackageTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }

    @Override
    protected Connection connect(Path packages) throws SQLException {
        return SessionConnection.open(packages);
    }
}
