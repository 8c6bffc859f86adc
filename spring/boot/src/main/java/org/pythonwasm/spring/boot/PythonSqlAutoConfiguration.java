package org.pythonwasm.spring.boot;

import org.pythonwasm.udf.PythonDriver;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;

/**
 * Has the application's data source open connections of {@link PythonDriver}, whatever its pool, if {@code python-wasm.sql.enabled}:
 * {@code jdbc:h2:…} becomes {@code jdbc:python-wasm:h2:…}. URLs of other databases stay as they are.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@ConditionalOnClass({PythonDriver.class, JdbcConnectionDetails.class})
@ConditionalOnProperty("python-wasm.sql.enabled")
public class PythonSqlAutoConfiguration {
    @Bean
    static BeanPostProcessor pythonConnections() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JdbcConnectionDetails details
                                && details.getJdbcUrl().startsWith("jdbc:h2:")
                        ? new PythonConnectionDetails(details)
                        : bean;
            }
        };
    }

    private record PythonConnectionDetails(JdbcConnectionDetails database) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return database.getUsername();
        }

        @Override
        public String getPassword() {
            return database.getPassword();
        }

        @Override
        public String getJdbcUrl() {
            return database.getJdbcUrl().replaceFirst("^jdbc:", "jdbc:python-wasm:");
        }

        @Override
        public String getDriverClassName() {
            return PythonDriver.class.getName();
        }

        @Override
        public String getXaDataSourceClassName() {
            return database.getXaDataSourceClassName();
        }
    }
}
