/** The Python of a session, and the cancellation of its statements. May name values of the API. */
package org.pythonwasm.udf.internal.session;
