package org.pythonwasm.udf;

import org.pythonwasm.udf.h2.H2Database;

class H2TypePropertyTest extends SqlTypePropertyContract {

    H2TypePropertyTest() {
        super(new H2Database());
    }
}
