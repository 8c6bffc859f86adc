package org.pythonwasm.hosts.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ClassPathXmlApplicationContext;

/** A bean whose interface is Java's and whose functions are Python's. */
class ScriptBeanTest {
    @Test
    void implements_its_interface_with_functions_of_a_script() {
        try (var context = new ClassPathXmlApplicationContext("beans.xml", ScriptBeanTest.class)) {
            assertEquals(
                    new BigDecimal("119.00"),
                    context.getBean("pricing", Pricing.class).gross(new BigDecimal("100"), "DE"));
        }
    }
}
