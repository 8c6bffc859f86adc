package org.pythonwasm.udf.h2;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlErrorContract;

@Timeout(300)
class H2ErrorTest extends SqlErrorContract {

    H2ErrorTest(Guest guest) {
        super(new H2Database(guest));
    }

    @Override
    protected String noSuchFunction() {
        return "42000 PythonFunction missing: no such function";
    }
}
