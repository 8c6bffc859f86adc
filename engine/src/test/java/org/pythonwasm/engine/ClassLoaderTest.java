package org.pythonwasm.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.DirResourceSet;
import org.apache.catalina.webresources.StandardRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An application that is stopped takes the engine along: nothing of the JVM or of the container keeps its class loader. */
@Timeout(300)
class ClassLoaderTest {
    private static final int MOST_COLLECTIONS = 300;
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    @BeforeAll
    static void quietTomcat() {
        TOMCAT.setLevel(Level.SEVERE);
    }

    /** What the isolated engine runs; loaded by that class loader again. */
    public static final class Script implements Supplier<Object> {
        /** As applications do that never close. */
        private static PythonInterpreter open;

        private static Object kept;

        @Override
        public Object get() {
            open = PythonRuntime.shared().open();
            kept = open.eval("object()");
            return open.eval("6 * 7");
        }

        static Object closing() {
            try (var python = PythonRuntime.shared().open()) {
                kept = python.eval("lambda: 1");
                return python.eval("6 * 7");
            }
        }
    }

    /** One that closes its interpreter. */
    public static final class ClosingScript implements Supplier<Object> {
        @Override
        public Object get() {
            return Script.closing();
        }
    }

    /** One that a limit ends. */
    public static final class EndlessScript implements Supplier<Object> {
        @Override
        public Object get() {
            try (var python = PythonRuntime.shared().open(Limits.defaults().withWallTime(Duration.ofSeconds(1)))) {
                return python.eval("while True: pass");
            } catch (PythonException e) {
                return 42;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Script.class, ClosingScript.class, EndlessScript.class})
    void an_engine_that_was_loaded_apart_goes_with_its_class_loader(Class<?> script) throws Exception {
        var queue = new ReferenceQueue<ClassLoader>();
        requireGone(runApart(script, queue), queue);
    }

    private static WeakReference<ClassLoader> runApart(Class<?> script, ReferenceQueue<ClassLoader> queue)
            throws Exception {
        try (var loader = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            var program = (Supplier<?>)
                    loader.loadClass(script.getName()).getConstructor().newInstance();
            assertTrue(program.getClass() != script);
            assertEquals(42, program.get());
            return new WeakReference<>(loader, queue);
        }
    }

    private static URL[] urls() throws MalformedURLException {
        var urls = new ArrayList<URL>();
        for (Path entry : classPath()) {
            urls.add(entry.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static List<Path> classPath() {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(classPath.split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .toList();
    }

    private static void requireGone(WeakReference<ClassLoader> loader, ReferenceQueue<ClassLoader> queue)
            throws InterruptedException {
        for (int i = 0; i < MOST_COLLECTIONS && !loader.refersTo(null); i++) {
            System.gc();
            queue.remove(100);
        }
        assertNull(loader.get(), "the class loader is still there");
    }

    @Test
    void a_web_application_that_is_reloaded_in_tomcat_leaves_no_class_loader(@TempDir Path folder) throws Exception {
        var tomcat = new Tomcat();
        tomcat.setBaseDir(folder.resolve("base").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        var application = deploy(tomcat, folder);
        try {
            tomcat.start();
            var queue = new ReferenceQueue<ClassLoader>();
            var loaders = new ArrayList<WeakReference<ClassLoader>>();
            for (String script : List.of("close", "leave", "close")) {
                assertEquals("{\"answer\": 42}", get(tomcat.getConnector().getLocalPort(), script));
                loaders.add(new WeakReference<>(application.getLoader().getClassLoader(), queue));
                application.reload();
            }
            for (var loader : loaders) {
                requireGone(loader, queue);
            }
        } finally {
            tomcat.stop();
            tomcat.destroy();
        }
    }

    /** The application has the engine in its own folder of classes, which come before those of the test. */
    private static Context deploy(Tomcat tomcat, Path folder) throws IOException {
        Path libraries = Files.createDirectories(folder.resolve("webapp/WEB-INF/lib"));
        var application = tomcat.addContext("", folder.resolve("webapp").toString());
        var loader = new WebappLoader();
        loader.setDelegate(false);
        application.setLoader(loader);
        var resources = new StandardRoot(application);
        for (Path entry : classPath()) {
            if (Files.isDirectory(entry)) {
                resources.addPreResources(new DirResourceSet(resources, "/WEB-INF/classes", entry.toString(), "/"));
            } else if (!entry.toString().contains("tomcat")) {
                Files.copy(entry, libraries.resolve(entry.getFileName()));
            }
        }
        application.setResources(resources);
        application.addLifecycleListener(event -> {
            if (event.getType().equals(Lifecycle.CONFIGURE_START_EVENT)) {
                Tomcat.addServlet(application, "script", ScriptServlet.class.getName());
                application.addServletMappingDecoded("/*", "script");
            }
        });
        return application;
    }

    private static String get(int port, String script) throws IOException, InterruptedException {
        var uri = URI.create("http://127.0.0.1:" + port + "/" + script);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
