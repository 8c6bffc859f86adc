package org.pythonwasm.udf.h2;

import org.junit.jupiter.api.Timeout;
import org.pythonwasm.udf.Guest;
import org.pythonwasm.udf.SqlResourceContract;

@Timeout(300)
class H2ResourceTest extends SqlResourceContract {

    H2ResourceTest(Guest guest) {
        super(new H2Database(guest));
    }
}
