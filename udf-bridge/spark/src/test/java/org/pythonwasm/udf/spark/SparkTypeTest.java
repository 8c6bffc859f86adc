package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTypeContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkTypeTest extends SqlTypeContract {

    SparkTypeTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }
}
