package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlKindContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkKindTest extends SqlKindContract {

    SparkKindTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }
}
