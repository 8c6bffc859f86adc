package org.pythonwasm.engine.internal.object;

/** A container that is copied to Python even where its class is passed by reference: it is the engine's own. */
public record ByValue(Object container) {}
