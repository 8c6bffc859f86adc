package org.pythonwasm.hosts.boot;

import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Prints what Python makes of some prices, in the main thread and in another. */
@SpringBootApplication
public class Application {
    public static void main(String[] arguments) {
        SpringApplication.run(Application.class, arguments);
    }

    // region: boot
    @Bean(destroyMethod = "close")
    ScriptEngine python() {
        return new ScriptEngineManager().getEngineByName("python-wasm");
    }

    @Bean
    CommandLineRunner report(ScriptEngine python) {
        return arguments -> {
            python.put("prices", List.of(new BigDecimal("19.99"), new BigDecimal("5.01")));
            System.out.println(python.eval("""
                    from statistics import mean
                    f'{len(prices)} prices, mean {mean(prices)}'
                    """));
        };
    }
    // endregion

    @Bean
    CommandLineRunner elsewhere(ScriptEngine python) {
        return arguments -> {
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                System.out.println(thread.submit(() -> python.eval("import csv, zoneinfo\n'other thread'"))
                        .get());
            } finally {
                thread.shutdown();
            }
        };
    }
}
