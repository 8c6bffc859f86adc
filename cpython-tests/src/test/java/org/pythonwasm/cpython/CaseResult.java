package org.pythonwasm.cpython;

/**
 * @param name as unittest calls the case; a name that comes several times gets a number
 * @param detail traceback or reason; empty where it passed
 */
record CaseResult(String name, Outcome outcome, String detail) {}
