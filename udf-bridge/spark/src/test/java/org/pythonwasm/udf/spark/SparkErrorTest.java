package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlErrorContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkErrorTest extends SqlErrorContract {

    SparkErrorTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }

    @Override
    protected String noSuchFunction() {
        return "42883 [ROUTINE_NOT_FOUND] The routine `default`.`missing` cannot be found. Verify the spelling and correctness "
                + "of the schema and catalog.\nIf you did not qualify the name with a schema and catalog, verify the "
                + "current_schema() output, or qualify the name with the correct schema and catalog.\n"
                + "To tolerate the error on drop use DROP ... IF EXISTS. SQLSTATE: 42883";
    }
}
