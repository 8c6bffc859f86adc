package org.pythonwasm.hosts.osgi.application;

import java.util.concurrent.Callable;
import org.pythonwasm.agents.ConversationLimits;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.engine.PythonRuntime;

/** A conversation of two runs, in a bundle that imports {@code org.pythonwasm.agents}. */
public final class Dialogue implements Callable<Object> {
    @Override
    public Object call() {
        try (var conversations = new Conversations(PythonRuntime.shared(), ConversationLimits.defaults(), 1)) {
            var ada = conversations.get("ada");
            ada.run("x = 6");
            return ada.run("x * 7").value().orElseThrow();
        }
    }
}
