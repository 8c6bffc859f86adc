package org.pythonwasm.engine.internal.metrics;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Registers beans in the platform's server, one per name. Thread-safe. */
public final class MBeans {
    private MBeans() {}

    /** Does nothing if there is one of that name. */
    public static synchronized void register(Object bean, String name) {
        try {
            var server = ManagementFactory.getPlatformMBeanServer();
            var object = new ObjectName(name);
            if (!server.isRegistered(object)) {
                server.registerMBean(bean, object);
            }
        } catch (JMException e) {
            throw new IllegalStateException("the bean " + name + " cannot be registered", e);
        }
    }

    /** Does nothing if there is none. */
    public static synchronized void unregister(String name) {
        try {
            var server = ManagementFactory.getPlatformMBeanServer();
            var object = new ObjectName(name);
            if (server.isRegistered(object)) {
                server.unregisterMBean(object);
            }
        } catch (JMException e) {
            throw new IllegalStateException("the bean " + name + " cannot be unregistered", e);
        }
    }
}
