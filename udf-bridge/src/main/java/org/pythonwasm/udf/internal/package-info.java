/**
 * What the packages of this module share. Public for that reason only: no API, it changes without notice.
 */
package org.pythonwasm.udf.internal;
