package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlAggregateContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkAggregateTest extends SqlAggregateContract {

    SparkAggregateTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }

    @Override
    protected String numbers(int rows) {
        return "SELECT id + 1 AS x FROM range(" + rows + ")";
    }
}
