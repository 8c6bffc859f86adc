package org.pythonwasm.engine.internal.object;

/** An attribute of a Java object. */
sealed interface Member permits Methods, Property {
    /** The use by the prelude: 1 calls it, 2 gets it. */
    int kind();
}
