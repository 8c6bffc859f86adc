package org.pythonwasm.hosts.spring;

import java.math.BigDecimal;

/** What the application knows of the script bean. */
public interface Pricing {
    BigDecimal gross(BigDecimal net, String country);
}
