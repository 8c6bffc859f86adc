package org.pythonwasm.spring.application;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.pythonwasm.engine.InterpreterPool;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Prints what a rule and an SQL function return, how healthy Python is, and how many calls were counted. */
@SpringBootApplication
public class Application {
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    // region: pool
    @Component
    static class Discounts {
        private final InterpreterPool pool;

        Discounts(InterpreterPool pool) {
            this.pool = pool;
        }

        Object of(Map<String, Object> order) throws InterruptedException {
            try (InterpreterPool.Loan loan = pool.borrow()) {
                return loan.interpreter().call("discount", order);
            }
        }
    }
    // endregion

    @Bean
    @Order(1)
    CommandLineRunner rule(Discounts discounts) {
        return arguments -> System.out.println("discount " + discounts.of(Map.of("total", 250)));
    }

    @Bean
    @Order(2)
    CommandLineRunner function(JdbcTemplate sql) {
        return arguments -> {
            // region: sql
            sql.execute("""
                    CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                    def initials(name: str) -> str:
                        return ''.join(word[0].upper() for word in name.split())
                    $$""");
            String initials = sql.queryForObject("SELECT initials('grace brewster hopper')", String.class);
            // endregion
            System.out.println("initials " + initials);
        };
    }

    @Bean
    @Order(3)
    CommandLineRunner watch(HealthEndpoint health, MeterRegistry meters) {
        return arguments -> {
            System.out.println("health " + health.healthForPath("pythonWasm").getStatus());
            System.out.println(
                    "calls " + (meters.get("python.calls").functionCounter().count() > 0));
        };
    }
}
