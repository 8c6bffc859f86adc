package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlParameterContract;

@Timeout(300)
class SparkParameterTest extends SqlParameterContract {

    SparkParameterTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }
}
