/**
 * The protocol between host and guest: requests, replies, values as JSON, and the table of objects that one side knows
 * by number. See docs/protocol.md. May name values of the API, {@code internal.bind}, {@code internal.text},
 * {@code machine.memory} and {@code machine.wasi}; knows no session but through interfaces of its own.
 */
package org.pythonwasm.engine.internal.wire;
