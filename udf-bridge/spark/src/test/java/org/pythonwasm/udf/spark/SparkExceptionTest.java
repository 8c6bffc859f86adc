package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlExceptionContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkExceptionTest extends SqlExceptionContract {

    SparkExceptionTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }
}
