/**
 * The guests, built in or reached over standard input and output, which are one above columns; and the life of one: sessions, the call
 * that runs, limits and the watchdog that enforces them, deaths, metrics. May name every room below and
 * values of the API, no facade.
 */
package org.pythonwasm.engine.internal.guest;
