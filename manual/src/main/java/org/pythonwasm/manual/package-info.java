/** Makes a static site of the pages of this project; named by nothing that is published. */
package org.pythonwasm.manual;
