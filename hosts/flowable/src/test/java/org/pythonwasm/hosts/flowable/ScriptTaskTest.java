package org.pythonwasm.hosts.flowable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Script tasks of a process. */
class ScriptTaskTest {
    private static ProcessEngine engine;

    @BeforeAll
    static void start() {
        System.setProperty("python-wasm-beans.names", "python");
        engine = new StandaloneInMemProcessEngineConfiguration().buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("sum.bpmn20.xml")
                .deploy();
    }

    @AfterAll
    static void stop() {
        engine.close();
        System.clearProperty("python-wasm-beans.names");
    }

    @Test
    void the_value_of_a_script_is_its_result_variable() {
        assertEquals(42, variable("result", Map.of("a", 40, "b", 2), "total"));
    }

    @Test
    void the_format_python_is_the_engine_for_which_the_name_is_claimed() {
        assertEquals(42, variable("claimed", Map.of("a", 40, "b", 2), "total"));
        assertEquals(80, variable("claimed", Map.of("a", 40, "b", 2), "doubled"));
    }

    private static Object variable(String process, Map<String, Object> variables, String name) {
        String id = engine.getRuntimeService()
                .startProcessInstanceByKey(process, variables)
                .getId();
        return engine.getHistoryService()
                .createHistoricVariableInstanceQuery()
                .processInstanceId(id)
                .variableName(name)
                .singleResult()
                .getValue();
    }
}
