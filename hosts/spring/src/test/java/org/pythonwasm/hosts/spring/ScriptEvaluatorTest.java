package org.pythonwasm.hosts.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.scripting.ScriptEvaluator;
import org.springframework.scripting.support.StandardScriptEvaluator;
import org.springframework.scripting.support.StaticScriptSource;

/** Spring's script evaluators. */
class ScriptEvaluatorTest {
    @Test
    void evaluates_a_script_with_arguments() {
        // region: spring-evaluator
        StandardScriptEvaluator evaluator = new StandardScriptEvaluator();
        evaluator.setLanguage("python-wasm");
        Object total = evaluator.evaluate(
                new StaticScriptSource("""
                        from decimal import Decimal
                        round(sum(prices) * (1 + Decimal(rate)), 2)
                        """),
                Map.of("prices", List.of(new BigDecimal("19.99"), new BigDecimal("5.01")), "rate", "0.19"));
        // endregion
        assertEquals(new BigDecimal("29.75"), total);
    }

    @Test
    void assigns_names_although_the_arguments_cannot_be_changed() {
        assertEquals(3, evaluator().evaluate(new StaticScriptSource("y = x + 1\ny + 1"), Map.of("x", 1)));
    }

    @Test
    void passes_by_a_bean_that_the_script_does_not_use() {
        assertEquals(
                2, evaluator().evaluate(new StaticScriptSource("x + 1"), Map.of("x", 1, "evaluator", evaluator())));
    }

    /** A bean of an application. */
    public static final class Stock {
        public int count(String article) {
            return article.equals("A1") ? 4 : 0;
        }
    }

    @Test
    void calls_methods_of_a_bean() {
        // region: spring-evaluator-beans
        StandardScriptEvaluator evaluator = new StandardScriptEvaluator();
        evaluator.setLanguage("python-wasm-beans");
        Object missing = evaluator.evaluate(
                new StaticScriptSource("[article for article in articles if stock.count(article) == 0]"),
                Map.of("stock", new Stock(), "articles", List.of("A1", "B2")));
        // endregion
        assertEquals(List.of("B2"), missing);
    }

    private static ScriptEvaluator evaluator() {
        var evaluator = new StandardScriptEvaluator();
        evaluator.setLanguage("python-wasm");
        return evaluator;
    }
}
