package org.pythonwasm.udf.spark.task;

import org.pythonwasm.udf.internal.session.SessionWatch;
import org.pythonwasm.udf.spi.DatabaseSessions;
import org.pythonwasm.udf.spi.Interruptible;

/** Lanes as sessions of the core: the killing of a task ends Python within a look of its poller. Stateless. */
enum TaskSessions implements DatabaseSessions {
    RULES;

    @Override
    public boolean isClosed(Object session) {
        return ((Lane) session).isClosed();
    }

    @Override
    public boolean isCancelled(Object session) {
        return ((Lane) session).isCancelled();
    }

    @Override
    public void opened(Object session, Interruptible call) {
        ((Lane) session).opened(call);
        SessionWatch.begin(session, call, this);
    }
}
