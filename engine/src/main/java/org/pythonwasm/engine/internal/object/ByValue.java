package org.pythonwasm.engine.internal.object;

/** A container that is copied to Python even if its class is passed by reference: the engine has made it. */
public record ByValue(Object container) {}
