package org.pythonwasm.engine.internal.metrics;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** Beans of the platform's server, of one name each. Thread-safe. */
public final class MBeans {
    private MBeans() {
    }

    /** Does nothing where there is one of that name. */
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

    /** Does nothing where there is none. */
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
