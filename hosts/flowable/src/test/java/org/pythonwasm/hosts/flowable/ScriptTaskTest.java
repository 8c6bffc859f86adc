package org.pythonwasm.hosts.flowable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
                .addClasspathResource("assign.bpmn20.xml")
                .addClasspathResource("order.bpmn20.xml")
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

    @Test
    void what_a_script_assigns_is_a_variable_where_the_task_says_so() {
        assertEquals(20, variable("assign", Map.of("a", 41), "half"));
    }

    @Test
    void a_script_reads_and_sets_variables_of_its_execution() {
        assertEquals(
                new BigDecimal("29.7500"),
                variable("order", Map.of("prices", new ArrayList<>(List.of("19.99", "5.01"))), "gross"));
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
