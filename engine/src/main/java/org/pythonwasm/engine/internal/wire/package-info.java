/**
 * The protocol between host and guest: requests, replies, values in the binary form and as JSON, and the table of objects that the other side
 * knows by number. See docs/protocol.md. May name values of the API, {@code internal.bind}, {@code internal.object}, {@code internal.text},
 * {@code machine.memory} and {@code machine.wasi}; knows a session only through its own interfaces.
 */
package org.pythonwasm.engine.internal.wire;
