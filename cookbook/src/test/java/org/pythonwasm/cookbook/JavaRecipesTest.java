package org.pythonwasm.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.script.Invocable;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.GuestDiedException;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.Limits;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;

/** The recipes for Java programs. */
class JavaRecipesTest {
    @Test
    void mails_are_written_by_a_template() throws ScriptException, NoSuchMethodException {
        // region: templating
        ScriptEngine python = new ScriptEngineManager().getEngineByName("python-wasm");
        python.eval("""
                from html import escape

                def mail(customer, lines, due):
                    rows = ''.join(f'<tr><td>{escape(name)}</td><td>{price:,.2f} €</td></tr>' for name, price in lines.items())
                    return (f'<p>Dear {escape(customer)},</p><table>{rows}</table>'
                            f'<p>Please pay {sum(lines.values()):,.2f} € by {due:%d %B %Y}.</p>')
                """);
        Object mail = ((Invocable) python)
                .invokeFunction(
                        "mail",
                        "Ada <Lovelace>",
                        Map.of("Engine & crank", new BigDecimal("1250.5")),
                        LocalDate.of(2024, 5, 31));
        // endregion
        assertEquals(
                "<p>Dear Ada &lt;Lovelace&gt;,</p><table><tr><td>Engine &amp; crank</td><td>1,250.50 €</td></tr></table>"
                        + "<p>Please pay 1,250.50 € by 31 May 2024.</p>",
                mail);
    }

    // region: rule-interface
    interface Rules {
        List<String> broken(Map<String, Object> order);
    }
    // endregion

    @Test
    void rules_are_a_table_of_expressions() throws ScriptException {
        // region: rules
        var texts = Map.of(
                "R1 large orders need a phone number", "total < 1000 or phone",
                "R2 no express to islands", "not (express and zip.startswith(('279', '274')))",
                "R3 delivery is on a working day", "delivery.weekday() < 5");
        ScriptEngine python = new ScriptEngineManager().getEngineByName("python-wasm");
        python.put("texts", texts);
        python.eval("""
                rules = {name: compile(text, name, 'eval') for name, text in sorted(texts.items())}

                def broken(order):
                    return [name for name, rule in rules.items() if not eval(rule, {}, dict(order))]
                """);
        Rules rules = ((Invocable) python).getInterface(Rules.class);
        List<String> broken = rules.broken(Map.of(
                "total", 1200, "phone", "", "express", false, "zip", "10115", "delivery", LocalDate.of(2024, 5, 4)));
        // endregion
        assertEquals(List.of("R1 large orders need a phone number", "R3 delivery is on a working day"), broken);
        assertThrows(ScriptException.class, () -> python.eval("rules['x'] = compile('total <', 'x', 'eval')"));
    }

    @Test
    void payments_and_invoices_are_reconciled() {
        // region: reconcile
        Map<String, BigDecimal> invoices = Map.of(
                "R-101", new BigDecimal("99.90"), "R-102", new BigDecimal("250"), "R-103", new BigDecimal("12.50"));
        List<Map<String, Object>> payments = List.of(
                Map.of("text", "Invoice R-101, thank you", "amount", new BigDecimal("99.90")),
                Map.of("text", "r102", "amount", new BigDecimal("200.00")),
                Map.of("text", "for lunch", "amount", new BigDecimal("7.00")));
        Object report;
        try (var python = PythonRuntime.shared().open()) {
            python.set("invoices", invoices);
            python.set("payments", payments);
            python.exec("""
                    import re
                    def reconcile():
                        open_sums = dict(sorted(invoices.items()))
                        for payment in payments:
                            found = re.search(r'R-?(\\d+)', payment['text'], re.IGNORECASE)
                            invoice = f'R-{found[1]}' if found else None
                            if invoice in open_sums:
                                open_sums[invoice] -= payment['amount']
                            else:
                                yield f'{payment["amount"]} belongs to no invoice: {payment["text"]}'
                        for invoice, rest in open_sums.items():
                            if rest:
                                yield f'{invoice}: {rest} {"are open" if rest > 0 else "too much"}'
                    """);
            report = python.eval("list(reconcile())");
        }
        // endregion
        assertEquals(
                List.of("7.00 belongs to no invoice: for lunch", "R-102: 50.00 are open", "R-103: 12.50 are open"),
                report);
    }

    @Test
    void a_plug_in_of_a_stranger_has_limits() throws InterruptedException {
        // region: plug-in
        PythonRuntime runtime = PythonRuntime.builder()
                .withLimits(
                        Limits.defaults().withWallTime(Duration.ofSeconds(2)).withMemoryBytes(64 << 20))
                .build();
        InterpreterPool pool = InterpreterPool.of(runtime).withSize(2).build();
        for (String plugIn : List.of(
                "def price(net): return net * 2",
                "def price(net): return __import__('os').environ['PATH']",
                "def price(net): return open('/etc/passwd').read()",
                "def price(net): return [0] * 10**9",
                "def price(net):\n    while True: pass")) {
            try (InterpreterPool.Loan loan = pool.borrow()) {
                loan.interpreter().exec(plugIn);
                log(loan.interpreter().call("price", 21));
            } catch (PythonException | GuestDiedException e) {
                log(e.getMessage().lines().findFirst().orElse(""));
            }
        }
        // endregion
        pool.close();
        assertEquals(5, logged.size());
        assertEquals(42, logged.get(0));
        var errors = List.of("KeyError", "FileNotFoundError", "MemoryError", "TimeoutError");
        for (int index = 0; index < errors.size(); index++) {
            assertTrue(logged.get(index + 1).toString().contains(errors.get(index)), logged::toString);
        }
    }

    private final List<Object> logged = new ArrayList<>();

    private void log(Object line) {
        logged.add(line);
    }
}
