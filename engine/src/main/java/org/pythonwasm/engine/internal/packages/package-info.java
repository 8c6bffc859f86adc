/**
 * Packages of Python: wheels read and verified, the versions and requirements of their metadata, and lock files. May name values of
 * {@code org.pythonwasm.engine} and {@code machine.files}.
 */
package org.pythonwasm.engine.internal.packages;
