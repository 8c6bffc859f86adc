package org.pythonwasm.hosts.camel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Expressions and predicates of routes; Camel hands over the body, the headers and its own objects. */
class ScriptLanguageTest {
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        System.setProperty("python-wasm-beans.names", "python");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // region: camel
                from("direct:orders")
                        .filter()
                        .language("python-wasm-beans", "request.getHeader('total') > 100")
                        .setHeader("greeting")
                        .language("python-wasm-beans", "f'Hello {request.getBody()}'")
                        .to("mock:large");
                // endregion
                from("direct:claimed").setBody().python("f\"{request.getHeader('n') + 1} {exchange.getPattern()}\"");
                from("direct:values").setBody().language("python-wasm", "f\"{body.upper()} {headers['n'] + 1}\"");
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.stop();
        System.clearProperty("python-wasm-beans.names");
    }

    @Test
    void camels_own_python_is_the_engine_for_which_the_name_is_claimed() {
        assertEquals("42 InOut", camel.createProducerTemplate().requestBodyAndHeader("direct:claimed", "", "n", 41));
    }

    @Test
    void receives_body_and_headers_as_values() {
        assertEquals(
                "HELLO 42", camel.createProducerTemplate().requestBodyAndHeader("direct:values", "hello", "n", 41));
    }

    @Test
    void calls_methods_of_exchange_and_message() throws InterruptedException {
        MockEndpoint large = camel.getEndpoint("mock:large", MockEndpoint.class);
        large.expectedHeaderReceived("greeting", "Hello Ada");
        large.expectedMessageCount(1);
        var producer = camel.createProducerTemplate();
        producer.sendBodyAndHeader("direct:orders", "Ada", "total", 250);
        producer.sendBodyAndHeader("direct:orders", "Bob", "total", 50);
        large.assertIsSatisfied();
    }
}
