package org.pythonwasm.engine.internal.guest;

import org.pythonwasm.engine.PythonCode;

/** A compiled script of one session. */
public record GuestScript(Session session, GuestObject script) implements PythonCode {

    @Override
    public Object eval() {
        return session.value("execute", message -> message.number("script", script.number(session)));
    }

    @Override
    public String toString() {
        return script.toString();
    }

    @Override
    public void close() {
        script.close();
    }
}
