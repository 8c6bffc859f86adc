// region: hello
import java.math.BigDecimal;
import java.util.List;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;

public class Hello {
    public static void main(String[] arguments) throws Exception {
        ScriptEngine python = new ScriptEngineManager().getEngineByName("python-wasm");
        python.put("prices", List.of(new BigDecimal("19.99"), new BigDecimal("5.01")));
        Object total = python.eval("""
                from statistics import mean
                print(f"{len(prices)} prices, mean {mean(prices)}")
                sum(prices)
                """);
        System.out.println("total " + total);
    }
}
// endregion
