package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application's view: a thousand rules that came as text, evaluated for orders by eight threads. */
@Timeout(300)
class RuleEngineTest {
    private static final int RULES = 1_000;
    private static final int THREADS = 8;
    private static final int ORDERS = 6;
    /** The application's part in Python: compiles the rules once, for all interpreters. */
    private static final String ENGINE = """
            from decimal import Decimal
            rules = {}
            for line in RULES.splitlines():
                name, text = line.split(': ', 1)
                rules[name] = compile(text, name, 'eval')

            def matching(order):
                names = {'order': order, 'Decimal': Decimal, 'rate': rate}
                return [int(name) for name, code in rules.items() if eval(code, names)]
            """;

    record Order(int id, BigDecimal total, int items, String country) {}

    /** Five kinds of rules, as customers write them; each has its own threshold. */
    private static String rule(int i) {
        return i + ": "
                + switch (i % 5) {
                    case 0 -> "order['total'] > Decimal(%d)".formatted(i);
                    case 1 -> "order['items'] * %d >= 1500 or order['country'] in ('CH', 'LI')".formatted(i);
                    case 2 -> "any(order['id'] %% n == 0 for n in range(2, 2 + %d %% 7))".formatted(i);
                    case 3 -> "f\"{order['country']}-{order['id'] * %d}\".endswith('4')".formatted(i);
                    default ->
                        i % 10 == 4
                                ? "order['items'] > %d".formatted(i % 40)
                                : "order['total'] * rate(order['country'], %d) < 50".formatted(i);
                };
    }

    /** The same rules in Java. */
    private static boolean expected(int i, Order order) {
        return switch (i % 5) {
            case 0 -> order.total.compareTo(BigDecimal.valueOf(i)) > 0;
            case 1 -> order.items * i >= 1500 || List.of("CH", "LI").contains(order.country);
            case 2 -> IntStream.range(2, 2 + i % 7).anyMatch(n -> order.id % n == 0);
            case 3 -> order.id * i % 10 == 4;
            default ->
                i % 10 == 4
                        ? order.items > i % 40
                        : order.total.multiply(rate(order.country, i)).compareTo(BigDecimal.valueOf(50)) < 0;
        };
    }

    private static BigDecimal rate(String country, int rule) {
        return new BigDecimal(country.length() + rule % 10).movePointLeft(1);
    }

    private static Order order(int id) {
        return new Order(
                id,
                new BigDecimal(id * 37 % 1000 + ".50"),
                id % 40,
                List.of("DE", "CH", "FRA", "LI").get(id % 4));
    }

    private static List<Object> matches(InterpreterPool pool, int thread) throws InterruptedException {
        var matches = new ArrayList<>();
        for (int n = 0; n < ORDERS; n++) {
            try (var loan = pool.borrow()) {
                loan.interpreter().set("rate", (BiFunction<String, Integer, BigDecimal>) RuleEngineTest::rate);
                matches.add(loan.interpreter().call("matching", order(thread * ORDERS + n)));
            }
        }
        return matches;
    }

    @Test
    void a_thousand_rules_from_text_are_evaluated_by_eight_threads() throws Exception {
        String rules = IntStream.range(0, RULES).mapToObj(RuleEngineTest::rule).collect(Collectors.joining("\n"));
        var runtime = PythonRuntime.builder()
                .withPreparation("RULES = r'''" + rules + "'''\n" + ENGINE)
                .build();
        var executor = Executors.newFixedThreadPool(THREADS);
        try (var pool = InterpreterPool.of(runtime)
                .withSize(4)
                .withMaxWait(Duration.ofSeconds(200))
                .build()) {
            List<Callable<List<Object>>> tasks = IntStream.range(0, THREADS)
                    .mapToObj(thread -> (Callable<List<Object>>) () -> matches(pool, thread))
                    .collect(Collectors.toList());
            var results = executor.invokeAll(tasks);
            for (int thread = 0; thread < THREADS; thread++) {
                for (int n = 0; n < ORDERS; n++) {
                    var order = order(thread * ORDERS + n);
                    var expected = IntStream.range(0, RULES)
                            .filter(i -> expected(i, order))
                            .boxed()
                            .toList();
                    assertEquals(expected, results.get(thread).get().get(n), "order " + order);
                }
            }
            assertEquals(THREADS * ORDERS, pool.statistics().borrowed());
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void a_broken_rule_names_itself_and_leaves_the_others_alone() throws Exception {
        try (var pool = InterpreterPool.of(PythonRuntime.shared()).withSize(1).build();
                var loan = pool.borrow()) {
            var results = new ArrayList<String>();
            for (var rule : List.of("price > 5", "price >", "prices > 5", "price > 'a'")) {
                try {
                    loan.interpreter().set("price", 7);
                    results.add(String.valueOf(loan.interpreter().eval(rule, "rule " + results.size())));
                } catch (PythonException e) {
                    results.add(e.typeName() + " at " + e.line() + ":" + e.column());
                }
            }
            assertEquals(List.of("true", "SyntaxError at 1:8", "NameError at 1:1", "TypeError at 1:1"), results);
            assertEquals(Map.of(), loan.interpreter().eval("{}"));
        }
    }
}
