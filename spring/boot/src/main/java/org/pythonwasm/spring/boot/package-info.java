/**
 * What Spring Boot finds: properties and beans. May name {@code engine}, {@code engine.script}, {@code micrometer} and {@code udf}.
 *
 * @since 0.2.0
 */
package org.pythonwasm.spring.boot;
