package org.pythonwasm.udf;

import org.pythonwasm.udf.calcite.CalciteDatabase;

class CalciteTypePropertyTest extends SqlTypePropertyContract {

    CalciteTypePropertyTest() {
        super(new CalciteDatabase());
    }
}
