package org.pythonwasm.udf.h2;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.SqlRaceContract;

@Timeout(120)
class H2RaceTest extends SqlRaceContract {

    H2RaceTest() {
        super(new H2Database());
    }
}
