package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlTableFunctionContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkTableFunctionTest extends SqlTableFunctionContract {

    SparkTableFunctionTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }
}
