package org.pythonwasm.hosts.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.script.ScriptEngineFactory;
import org.apache.aries.spifly.ProviderBundleTrackerCustomizer;
import org.apache.commons.pool2.ObjectPool;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.pythonwasm.agents.Conversations;
import org.pythonwasm.beans.BeansScriptEngineFactory;
import org.pythonwasm.engine.PythonRuntime;
import org.pythonwasm.hosts.osgi.application.Dialogue;
import org.pythonwasm.hosts.osgi.application.Repetition;
import org.pythonwasm.hosts.osgi.application.Report;
import org.pythonwasm.hosts.osgi.application.Total;
import org.pythonwasm.jit.PythonCompiler;
import org.pythonwasm.machine.memory.LinearMemory;
import org.pythonwasm.regex.SreCompiler;

/** The jars as they are released, in Apache Felix, where a bundle sees only what it imports. */
class FelixTest {
    /** What an application installs; those of Jackson and of the pool are bundles as they are published. */
    private static final List<Class<?>> JARS = List.of(
            LinearMemory.class,
            JsonFactory.class,
            ObjectPool.class,
            PythonRuntime.class,
            BeansScriptEngineFactory.class);

    /** What compiles; ASM is a bundle as it is published. */
    private static final List<Class<?>> COMPILERS = List.of(ClassWriter.class, SreCompiler.class, PythonCompiler.class);

    @TempDir
    private Path cache;

    private Framework felix;

    @BeforeEach
    void start() throws BundleException {
        felix = new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        felix.start();
    }

    @AfterEach
    void stop() throws BundleException, InterruptedException {
        felix.stop();
        felix.waitForStop(0);
    }

    @Test
    void evaluates_python_for_a_bundle() throws Exception {
        install(JARS);
        assertEquals("2 prices, mean 12.5", application(Total.class).call());
    }

    @Test
    void calls_methods_of_classes_that_only_the_application_bundle_has() throws Exception {
        install(JARS);
        assertEquals("Ada owes 25.00", application(Report.class).call());
    }

    @Test
    void is_a_service_where_spi_fly_runs() throws Exception {
        install(List.of(ProviderBundleTrackerCustomizer.class));
        install(JARS);
        var found = context().getServiceReferences(ScriptEngineFactory.class, null);
        assertEquals(
                Set.of("python-wasm", "python-wasm-beans"),
                found.stream()
                        .map(reference -> context().getService(reference).getEngineName())
                        .collect(Collectors.toSet()));
        var factory = context().getService(found.iterator().next());
        assertEquals(42, factory.getScriptEngine().eval("6 * 7"));
    }

    @Test
    void code_and_regular_expressions_are_compiled_where_their_fragments_are() throws Exception {
        install(Stream.concat(COMPILERS.stream(), JARS.stream()).toList());
        assertEquals(
                "[2, 1, 199990000]; code compiled: true; patterns compiled: true",
                application(Repetition.class).call());
    }

    @Test
    void conversations_of_agents_run_in_a_bundle() throws Exception {
        install(JARS);
        install(List.of(Conversations.class));
        assertEquals("42", application(Dialogue.class).call());
    }

    private BundleContext context() {
        return felix.getBundleContext();
    }

    private void install(List<Class<?>> classes) throws BundleException {
        var bundles = new ArrayList<Bundle>();
        for (var each : classes) {
            bundles.add(context()
                    .installBundle(each.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toString()));
        }
        for (var bundle : bundles) {
            if (bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null) {
                bundle.start();
            }
        }
    }

    /** An object of a class that the application's bundle has loaded. */
    private Callable<?> application(Class<?> type) throws Exception {
        Bundle bundle = context().installBundle("application", jar());
        bundle.start();
        return (Callable<?>)
                bundle.loadClass(type.getName()).getDeclaredConstructor().newInstance();
    }

    private static InputStream jar() throws IOException {
        var manifest = new Manifest();
        Map.of(
                        Attributes.Name.MANIFEST_VERSION.toString(),
                        "1.0",
                        Constants.BUNDLE_MANIFESTVERSION,
                        "2",
                        Constants.BUNDLE_SYMBOLICNAME,
                        "application",
                        Constants.IMPORT_PACKAGE,
                        "javax.script, org.pythonwasm.engine, org.pythonwasm.engine.script, org.pythonwasm.beans,"
                                + "org.pythonwasm.agents;resolution:=optional")
                .forEach(manifest.getMainAttributes()::putValue);
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            for (var each : List.of(Total.class, Report.class, Report.Order.class, Repetition.class, Dialogue.class)) {
                String name = each.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (var content = FelixTest.class.getClassLoader().getResourceAsStream(name)) {
                    content.transferTo(jar);
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
