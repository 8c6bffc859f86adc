/**
 * The life of a guest: sessions, the call that runs, limits and the watchdog that enforces them, deaths, metrics; and
 * the guest that is reached over standard input and output. May name every room below and values of the API, no facade.
 */
package org.pythonwasm.engine.internal.guest;
