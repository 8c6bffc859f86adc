package org.pythonwasm.hosts.osgi.application;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.pythonwasm.beans.BeansScriptEngineFactory;

/** Binds an object of the bundle's own; the bundle imports {@code org.pythonwasm.beans}, too. */
public final class Report implements Callable<Object> {
    /** What a script sees. */
    public static final class Order {
        public String customer() {
            return "Ada";
        }

        public BigDecimal getTotal() {
            return new BigDecimal("25.00");
        }
    }

    @Override
    public Object call() throws Exception {
        var python = new BeansScriptEngineFactory().getScriptEngine();
        python.put("order", new Order());
        return python.eval("f'{order.customer()} owes {order.total}'");
    }
}
