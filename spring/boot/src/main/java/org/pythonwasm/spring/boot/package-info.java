/** What Spring Boot finds: properties and beans. May name {@code engine}, {@code engine.script}, {@code micrometer} and {@code udf}. */
package org.pythonwasm.spring.boot;
