package org.pythonwasm.hosts.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ViewResolverRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.view.script.ScriptTemplateConfigurer;

/** Views that a Python function renders, in Tomcat. */
class ScriptTemplateViewTest {
    private static final List<Logger> SERVER =
            List.of(Logger.getLogger("org.apache"), Logger.getLogger("org.springframework"));

    @TempDir
    private Path folder;

    private Tomcat tomcat;

    // region: spring-view
    @Configuration
    @EnableWebMvc
    static class Views implements WebMvcConfigurer {
        @Override
        public void configureViewResolvers(ViewResolverRegistry registry) {
            registry.scriptTemplate().prefix("views/").suffix(".html");
        }

        @Bean
        ScriptTemplateConfigurer python() {
            var views = new ScriptTemplateConfigurer("python-wasm-beans");
            views.setScripts("views/render.py");
            views.setRenderFunction("render");
            views.setResourceLoaderPath("classpath:");
            views.setSharedEngine(false);
            return views;
        }
    }
    // endregion

    @Controller
    static class Greetings {
        @GetMapping("/hello")
        String hello(@RequestParam("name") String name, Model model) {
            model.addAttribute("name", name);
            return "hello";
        }
    }

    @BeforeEach
    void start() throws LifecycleException {
        SERVER.forEach(logger -> logger.setLevel(Level.SEVERE));
        var application = new AnnotationConfigWebApplicationContext();
        application.register(Views.class, Greetings.class);
        tomcat = new Tomcat();
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context context = tomcat.addContext("", folder.toString());
        Tomcat.addServlet(context, "spring", new DispatcherServlet(application)).setLoadOnStartup(1);
        context.addServletMappingDecoded("/", "spring");
        tomcat.start();
    }

    @AfterEach
    void stop() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    @Test
    void renders_a_template_with_a_python_function_that_looks_at_model_and_context() throws Exception {
        assertEquals(List.of("<p lang=\"de-AT\">Hello &lt;Ada&gt;</p>"), get("/hello?name=%3CAda%3E"));
    }

    private List<String> get(String path) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path))
                .header("Accept-Language", "de-AT")
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofLines())
                .body()
                .toList();
    }
}
