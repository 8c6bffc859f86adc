package org.pythonwasm.udf.calcite;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlValueContract;

@Timeout(300)
class CalciteValueTest extends SqlValueContract {

    CalciteValueTest(Guest guest) {
        super(new CalciteDatabase(guest));
    }

    /** Calcite pads no bytes. */
    @Override
    protected String shortBinary() {
        return "0102";
    }

    @Override
    protected double negativeZero() {
        return -0.0;
    }
}
