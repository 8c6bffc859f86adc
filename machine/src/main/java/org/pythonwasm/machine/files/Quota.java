package org.pythonwasm.machine.files;

/**
 * What a scratch space may hold. The API checks that the values make sense.
 *
 * @param bytes of all files together
 * @param files files and directories
 * @param nameLength of a file or directory, in bytes of UTF-8
 * @param depth of directories in each other
 */
public record Quota(long bytes, int files, int nameLength, int depth) {
}
