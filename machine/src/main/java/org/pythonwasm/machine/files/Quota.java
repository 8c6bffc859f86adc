package org.pythonwasm.machine.files;

/**
 * The limits of a scratch space. The API validates the values.
 *
 * @param bytes of all files together
 * @param files files and directories
 * @param nameLength of a file or directory, in bytes of UTF-8
 * @param depth of nested directories
 */
public record Quota(long bytes, int files, int nameLength, int depth) {}
