/**
 * Support for the tests of several modules. Names nothing of the project, so that every module can use it.
 */
package org.pythonwasm.test;
