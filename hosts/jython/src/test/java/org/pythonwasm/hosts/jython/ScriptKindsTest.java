package org.pythonwasm.hosts.jython;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;
import org.junit.jupiter.api.Test;

/** Scripts as hosts of Jython have them, and what becomes of them here: both do the same to the host's objects. */
class ScriptKindsTest {
    private static void run(String engine, String name, Object object, String script) throws ScriptException {
        var python = new ScriptEngineManager().getEngineByName(engine);
        python.put(name, object);
        python.eval(script);
    }

    @Test
    void scripts_that_exchange_texts_need_no_more_than_2to3() throws ScriptException {
        var jython = new HostObjects.Configuration();
        run("jython", "config", jython, """
                servers = config.list('Server').splitlines()
                servers.sort()
                for server in servers:
                    print 'changing', server[0:server.find('(')]
                    config.modify(server, [['enable', 'true']])
                """);
        var here = new HostObjects.Configuration();
        run("python-wasm-beans", "config", here, """
                servers = config.list('Server').splitlines()
                servers.sort()
                for server in servers:
                    print('changing', server[0:server.find('(')])
                    config.modify(server, [['enable', 'true']])
                """);
        assertEquals(List.of("db(cells/a#2) enable=true", "web(cells/a#1) enable=true"), here.changes);
        assertEquals(here.changes, jython.changes);
    }

    @Test
    void exceptions_are_told_apart_by_the_names_of_their_classes() throws ScriptException {
        var jython = new HostObjects.Domain();
        run("jython", "domain", jython, """
                from org.pythonwasm.hosts.jython.HostObjects import NoSuchFolderException
                try:
                    domain.cd('/servers/missing')
                except NoSuchFolderException, e:
                    domain.cd('/servers/new').listenPort = 7001
                """);
        var here = new HostObjects.Domain();
        run("python-wasm-beans", "domain", here, """
                # region: from-jython-exception
                from python_wasm import JavaError
                try:
                    domain.cd('/servers/missing')
                except JavaError as e:
                    if not e.java_class.endswith('NoSuchFolderException'):
                        raise
                    domain.cd('/servers/new').listenPort = 7001
                # endregion
                """);
        assertEquals(List.of("cd /servers/new", "port 7001"), here.changes);
        assertEquals(here.changes, jython.changes);
    }

    private static final String CALLBACK_OF_JYTHON = """
            import json
            from org.pythonwasm.hosts.jython.HostObjects import StreamCallback
            class Change(StreamCallback):
                def process(self, source, target):
                    order = json.loads(''.join(map(chr, iter(source.read, -1))))
                    order['total'] = order['total'] * 2
                    target.write(bytearray(json.dumps(order).encode('utf-8')))
            flow = session.get()
            flow = session.write(flow, Change())
            flow = session.putAllAttributes(flow, {'changed': '1'})
            session.transfer(flow)
            """;

    private static List<String> changed(String engine, String script) throws ScriptException {
        var session = new HostObjects.Session("{\"total\": 20}");
        run(engine, "session", session, script);
        return session.transferred;
    }

    @Test
    void content_is_changed_by_callbacks_or_streams() throws ScriptException {
        assertEquals(List.of("{\"total\": 40} {changed=1}"), changed("jython", CALLBACK_OF_JYTHON));
        var callback = changed("python-wasm-beans", """
                # region: from-jython-callback
                import json
                def change(source, target):
                    order = json.loads(source.readAllBytes())
                    order['total'] = order['total'] * 2
                    target.write(json.dumps(order).encode())
                flow = session.get()
                flow = session.write(flow, change)
                flow = session.putAllAttributes(flow, {'changed': '1'})
                session.transfer(flow)
                # endregion
                """);
        assertEquals(List.of("{\"total\": 40} {changed=1}"), callback);
        var streams = changed("python-wasm-beans", """
                # region: from-jython-streams
                import json
                flow = session.get()
                with session.read(flow) as source:
                    order = json.loads(source.readAllBytes())
                order['total'] = order['total'] * 2
                with session.write(flow) as target:
                    target.write(json.dumps(order).encode())
                flow = session.putAllAttributes(flow, {'changed': '1'})
                session.transfer(flow)
                # endregion
                """);
        assertEquals(callback, streams);
        assertEquals(
                callback,
                changed(
                        "python-wasm-beans",
                        CALLBACK_OF_JYTHON
                                .replace("from org.pythonwasm.hosts.jython.HostObjects import StreamCallback\n", "")
                                .replace("class Change(StreamCallback):", "class Change:")));
    }

    @Test
    void a_java_class_has_no_subclass_in_a_script() throws ScriptException {
        var jython = new HostObjects.Rules();
        run("jython", "rules", jython, """
                from org.pythonwasm.hosts.jython.HostObjects import SimpleRule
                class Switch(SimpleRule):
                    def execute(self, module, inputs):
                        return inputs['event']
                rules.addRule(Switch())
                """);
        var here = new HostObjects.Rules();
        run("python-wasm-beans", "rules", here, """
                def switch(module, inputs):
                    return inputs['event']
                rules.addAction(switch)
                """);
        assertEquals(List.of("on"), here.results);
        assertEquals(here.results, jython.results);
        var error = assertThrows(
                ScriptException.class,
                () -> run("python-wasm-beans", "rules", here, "rules.addRule(lambda module, inputs: 1)"));
        assertTrue(error.getMessage().contains("TypeError: argument 1 of "), error.getMessage());
    }
}
