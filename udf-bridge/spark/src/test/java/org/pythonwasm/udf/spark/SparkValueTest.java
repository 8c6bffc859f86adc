package org.pythonwasm.udf.spark;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlValueContract;

@Timeout(300)
@ExtendWith(SparkGaps.class)
class SparkValueTest extends SqlValueContract {

    SparkValueTest(Guest guest) {
        super(SparkDatabase.of(guest));
    }

    /** Spark pads no bytes. */
    @Override
    protected String shortBinary() {
        return "0102";
    }

    @Override
    protected double negativeZero() {
        return -0.0;
    }
}
