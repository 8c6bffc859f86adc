/**
 * Which Python a session runs in, and how its statements are cancelled. May name values of the API.
 */
package org.pythonwasm.udf.internal.session;
