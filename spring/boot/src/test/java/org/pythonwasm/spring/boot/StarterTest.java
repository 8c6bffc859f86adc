package org.pythonwasm.spring.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import javax.script.ScriptEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.test.TestWheel;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.sql.init.SqlInitializationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

class StarterTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    PythonWasmAutoConfiguration.class,
                    PythonSqlAutoConfiguration.class,
                    PythonMetricsAutoConfiguration.class,
                    PythonHealthAutoConfiguration.class));

    @Test
    void without_properties_there_are_a_runtime_and_a_pool_that_grant_nothing() {
        application.run(context -> {
            var pool = context.getBean(InterpreterPool.class);
            try (var loan = pool.borrow()) {
                assertEquals(
                        List.of(List.of("usr"), false),
                        loan.interpreter().eval("import os\n[os.listdir('/'), bool(os.environ)]"));
            }
            assertEquals(
                    256L << 20, context.getBean(PythonRuntime.class).limits().memoryBytes());
            assertFalse(context.containsBean("pythonScriptEngine"));
            assertFalse(context.containsBean("pythonConnections"));
        });
    }

    @Test
    void properties_limit_and_grant(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("rules.py"), "RATE = 19");
        Path preparation =
                Files.writeString(folder.resolve("prepare.py"), "import sys\nsys.path.append('/data')\nimport rules");
        application
                .withPropertyValues(
                        "python-wasm.limits.memory=32MB",
                        "python-wasm.limits.wall-time=40s",
                        "python-wasm.limits.recursion-depth=200",
                        "python-wasm.dir=" + folder + ":/data",
                        "python-wasm.scratch=/tmp:1K",
                        "python-wasm.env=STAGE=test,REGION=eu",
                        "python-wasm.time-zone=Asia/Tokyo",
                        "python-wasm.preparation=file:" + preparation,
                        "python-wasm.pool.size=1",
                        "python-wasm.pool.max-wait=0s")
                .run(context -> {
                    var pool = context.getBean(InterpreterPool.class);
                    try (var loan = pool.borrow()) {
                        var python = loan.interpreter();
                        assertEquals(List.of(19, "test", "eu", "JST", 200), python.eval("""
                                        import os, sys, time
                                        env = os.environ
                                        [rules.RATE, env['STAGE'], env['REGION'], time.tzname[0], sys.getrecursionlimit()]
                                        """));
                        assertEquals(32L << 20, python.limits().memoryBytes());
                        assertEquals(Duration.ofSeconds(40), python.limits().cpuTime());
                        assertTrue(assertThrows(
                                        PythonException.class,
                                        () -> python.exec("with open('/tmp/x', 'wb') as x: x.write(bytes(2000))"))
                                .pythonMessage()
                                .contains("No space left"));
                        assertThrows(InterpreterPool.ExhaustedException.class, pool::borrow);
                    }
                });
    }

    @Test
    void wheels_of_a_directory_can_be_imported(@TempDir Path wheels) {
        TestWheel.of("greeting", "1.2")
                .withFile("greeting.py", "def hello(name): return f'Hello {name}'")
                .writeTo(wheels);
        application.withPropertyValues("python-wasm.packages=" + wheels).run(context -> {
            try (var loan = context.getBean(InterpreterPool.class).borrow()) {
                assertEquals("Hello Ada", loan.interpreter().eval("import greeting\ngreeting.hello('Ada')"));
            }
        });
    }

    @Test
    void a_wrong_property_stops_the_application_and_is_named() {
        application
                .withPropertyValues("python-wasm.host-access=everything!")
                .run(context -> assertTrue(
                        root(context.getStartupFailure()).getMessage().contains("everything!")));
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null ? error : root(error.getCause());
    }

    @Test
    void a_script_engine_of_the_same_runtime_is_a_bean_where_it_is_enabled() {
        application
                .withPropertyValues("python-wasm.script-engine.enabled=true", "python-wasm.env=STAGE=test")
                .run(context -> assertEquals(
                        "test", context.getBean(ScriptEngine.class).eval("import os\nos.environ['STAGE']")));
    }

    @Test
    void beans_of_the_application_come_first_and_customizers_set_the_rest() {
        var own = PythonRuntime.builder().withPreparation("mark = 1").build();
        application.withBean(PythonRuntime.class, () -> own).run(context -> {
            assertSame(own, context.getBean(PythonRuntime.class));
            try (var loan = context.getBean(InterpreterPool.class).borrow()) {
                assertEquals(1, loan.interpreter().eval("mark"));
            }
        });
        application
                .withBean(
                        PythonRuntimeCustomizer.class,
                        () -> runtime -> runtime.withClock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)))
                .run(context -> {
                    try (var python = context.getBean(PythonRuntime.class).open()) {
                        assertEquals(0.0, python.eval("import time\ntime.time()"));
                    }
                });
    }

    @Test
    void the_pool_ends_with_the_context() {
        application.run(context -> {
            var pool = context.getBean(InterpreterPool.class);
            context.close();
            assertThrows(IllegalStateException.class, pool::borrow);
        });
    }

    @Test
    void a_data_source_of_h2_creates_functions_where_sql_is_enabled() {
        var database = application.withConfiguration(
                AutoConfigurations.of(DataSourceAutoConfiguration.class, JdbcTemplateAutoConfiguration.class));
        String url = "spring.datasource.url=jdbc:h2:mem:starter;DB_CLOSE_DELAY=-1";
        database.withPropertyValues(url, "python-wasm.sql.enabled=true").run(context -> {
            var sql = context.getBean(JdbcTemplate.class);
            sql.execute("""
                    CREATE FUNCTION twice(x BIGINT) RETURNS BIGINT LANGUAGE PYTHON AS $$
                    def twice(x: int) -> int:
                        return 2 * x
                    $$""");
            assertEquals(42L, sql.queryForObject("SELECT twice(21)", Long.class));
        });
        database.withPropertyValues("spring.datasource.url=jdbc:h2:mem:plain").run(context -> {
            var sql = context.getBean(JdbcTemplate.class);
            assertThrows(
                    org.springframework.dao.DataAccessException.class,
                    () -> sql.execute("CREATE FUNCTION f() RETURNS BIGINT LANGUAGE PYTHON AS $$def f(): return 1$$"));
        });
    }

    @Test
    void a_script_of_the_application_creates_functions_if_its_separator_is_in_no_body() {
        application
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        SqlInitializationAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=jdbc:h2:mem:script;DB_CLOSE_DELAY=-1",
                        "spring.sql.init.schema-locations=classpath:functions.sql",
                        "spring.sql.init.separator=^^",
                        "python-wasm.sql.enabled=true")
                .run(context -> assertEquals(
                        "AK",
                        context.getBean(JdbcTemplate.class)
                                .queryForObject("SELECT initials(name) FROM people", String.class)));
    }

    @Test
    void health_is_up_while_interpreters_open_also_if_all_of_the_pool_are_lent() {
        application
                .withConfiguration(AutoConfigurations.of(
                        HealthContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class))
                .withPropertyValues(
                        "python-wasm.pool.size=1",
                        "management.endpoint.health.show-details=always",
                        "management.endpoint.health.show-components=always")
                .run(context -> {
                    assertEquals(
                            Status.UP,
                            context.getBean(HealthEndpoint.class)
                                    .healthForPath("pythonWasm")
                                    .getStatus());
                    try (var loan = context.getBean(InterpreterPool.class).borrow()) {
                        assertEquals(1, loan.interpreter().eval("1"));
                        var health = assertInstanceOf(
                                Health.class,
                                context.getBean("pythonWasmHealthIndicator", HealthIndicator.class)
                                        .health());
                        assertEquals(Status.UP, health.getStatus());
                        assertEquals(1, health.getDetails().get("lent"));
                    }
                });
    }

    @Test
    void health_is_down_where_no_interpreter_opens() {
        application
                .withConfiguration(AutoConfigurations.of(HealthContributorAutoConfiguration.class))
                .withPropertyValues("python-wasm.limits.total-memory=1MB")
                .run(context -> assertEquals(
                        Status.DOWN,
                        context.getBean("pythonWasmHealthIndicator", HealthIndicator.class)
                                .health()
                                .getStatus()));
        application
                .withPropertyValues("management.health.pythonwasm.enabled=false")
                .run(context -> assertFalse(context.containsBean("pythonWasmHealthIndicator")));
    }

    @Test
    void meters_are_bound_to_the_registry_of_the_application() {
        application
                .withConfiguration(AutoConfigurations.of(
                        MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class))
                .run(context -> {
                    var registry = context.getBean(MeterRegistry.class);
                    double calls =
                            registry.get("python.calls").functionCounter().count();
                    try (var loan = context.getBean(InterpreterPool.class).borrow()) {
                        loan.interpreter().eval("1");
                    }
                    assertEquals(
                            calls + 1,
                            registry.get("python.calls").functionCounter().count());
                    assertEquals(
                            1.0,
                            registry.get("python.pool.loans")
                                    .tag("pool", "python")
                                    .functionCounter()
                                    .count());
                });
    }

    @Test
    void an_application_may_lack_actuator_micrometer_and_sql() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "io.micrometer", "org.springframework.boot.actuate", "org.pythonwasm.udf"))
                .withPropertyValues("python-wasm.sql.enabled=true")
                .run(context -> assertTrue(context.containsBean("pythonRuntime")));
    }

    /** What an editor completes. */
    @Test
    void the_metadata_describe_each_property() throws IOException {
        try (var stream = getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String metadata = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            for (String name : Set.of("limits.wall-time", "pool.max-wait", "dir", "host-access", "sql.enabled")) {
                int place = metadata.indexOf("\"name\": \"python-wasm." + name + "\"");
                assertTrue(place >= 0, name);
                assertTrue(
                        metadata.substring(place, metadata.indexOf('}', place)).contains("\"description\""), name);
            }
        }
    }
}
