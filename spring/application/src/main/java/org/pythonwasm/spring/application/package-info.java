/** An application of Spring Boot that runs rules and SQL functions in Python. */
package org.pythonwasm.spring.application;
