/** An application of Spring Boot for the test of its jar. */
package org.pythonwasm.hosts.boot;
