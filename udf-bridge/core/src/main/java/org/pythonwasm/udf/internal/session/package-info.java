/** The Python of a session with the packages of a function, and the cancellation of its statements. May name values of the API. */
package org.pythonwasm.udf.internal.session;
