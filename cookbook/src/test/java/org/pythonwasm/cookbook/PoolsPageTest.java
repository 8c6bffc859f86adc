package org.pythonwasm.cookbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pythonwasm.engine.InterpreterPool;
import org.pythonwasm.engine.PythonException;
import org.pythonwasm.engine.PythonRuntime;

/** The snippets of docs/pools.md. */
class PoolsPageTest {
    @Test
    void threads_share_a_pool() throws InterruptedException, ExecutionException {
        // region: pool
        PythonRuntime runtime = PythonRuntime.builder().withPreparation("""
                from decimal import Decimal
                RATES = {'DE': Decimal('0.19'), 'AT': Decimal('0.20')}

                def tax(order):
                    return order['net'] * RATES[order['country']]
                """).build();
        InterpreterPool pool = InterpreterPool.of(runtime)
                .withSize(4)
                .withMinIdle(1)
                .withIdleTimeout(Duration.ofMinutes(5))
                .withMaxWait(Duration.ofSeconds(30))
                .withName("tax")
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<Object>> taxes = IntStream.rangeClosed(1, 20)
                .mapToObj(net -> threads.submit(() -> {
                    try (InterpreterPool.Loan loan = pool.borrow()) {
                        return loan.interpreter().call("tax", Map.of("net", net, "country", "AT"));
                    }
                }))
                .toList();
        // endregion
        for (int net = 1; net <= 20; net++) {
            assertEquals("%.2f".formatted(0.2 * net), taxes.get(net - 1).get().toString());
        }
        threads.shutdown();
        assertEquals(20, pool.statistics().borrowed());
        assertTrue(pool.usage().total() <= 4);
        pool.close();
    }

    @Test
    void a_loan_sees_nothing_of_the_one_before() throws InterruptedException {
        InterpreterPool pool =
                InterpreterPool.of(PythonRuntime.shared()).withSize(1).build();
        // region: fresh
        try (InterpreterPool.Loan loan = pool.borrow()) {
            loan.interpreter().exec("secret = 42");
        }
        try (InterpreterPool.Loan loan = pool.borrow()) {
            assertThrows(PythonException.class, () -> loan.interpreter().eval("secret"));
        }
        // endregion
        pool.close();
    }
}
