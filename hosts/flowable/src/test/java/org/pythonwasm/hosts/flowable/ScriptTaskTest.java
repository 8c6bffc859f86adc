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
        engine = new StandaloneInMemProcessEngineConfiguration().buildProcessEngine();
        engine.getRepositoryService()
                .createDeployment()
                .addClasspathResource("sum.bpmn20.xml")
                .deploy();
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @Test
    void the_value_of_a_script_is_its_result_variable() {
        assertEquals(42, variable("result", Map.of("a", 40, "b", 2), "total"));
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
