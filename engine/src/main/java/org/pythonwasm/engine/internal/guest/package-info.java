/**
 * The life of a guest: sessions, the running call, limits and the watchdog that enforces them, deaths, metrics; and the
 * guest behind standard input and output. May name every room below and values of the API, but no facade.
 */
package org.pythonwasm.engine.internal.guest;
