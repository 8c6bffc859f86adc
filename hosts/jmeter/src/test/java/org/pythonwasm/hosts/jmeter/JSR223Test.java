package org.pythonwasm.hosts.jmeter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pythonwasm.test.JavaProgram;
import org.w3c.dom.Element;

/**
 * Samplers and assertions of a test plan, as {@code jmeter -n -t orders.jmx} runs them: eight threads that share the compiled
 * scripts of JMeter's cache, and a new engine for each sample.
 */
class JSR223Test {
    private static final Path HOME = Path.of(System.getProperty("jmeter.home"));

    private record Sample(String label, boolean success, String response, String failure) {
        static Sample of(Element element) {
            return new Sample(
                    element.getAttribute("lb"),
                    Boolean.parseBoolean(element.getAttribute("s")),
                    element.getAttribute("rm"),
                    text(element, "failureMessage"));
        }

        private static String text(Element element, String name) {
            var found = element.getElementsByTagName(name);
            return found.getLength() == 0 ? "" : found.item(0).getTextContent();
        }
    }

    private static List<Sample> samples;
    private static List<String> log;

    @BeforeAll
    static void run(@TempDir Path folder) throws Exception {
        Path results = folder.resolve("results.xml");
        Path logFile = folder.resolve("jmeter.log");
        var output = JavaProgram.run(
                folder,
                "-jar",
                HOME.resolve(Path.of("bin", "ApacheJMeter.jar")).toString(),
                "-n",
                "-t",
                Path.of("src", "test", "resources", "orders.jmx")
                        .toAbsolutePath()
                        .toString(),
                "-l",
                results.toString(),
                "-j",
                logFile.toString(),
                "-Jjmeter.save.saveservice.output_format=xml");
        assertTrue(Files.exists(results), () -> String.join("\n", output));
        var found = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(results.toFile())
                .getElementsByTagName("sample");
        samples = IntStream.range(0, found.getLength())
                .mapToObj(i -> Sample.of((Element) found.item(i)))
                .toList();
        log = Files.readAllLines(logFile);
    }

    private static Stream<Sample> samples(String label) {
        return samples.stream().filter(sample -> sample.label().equals(label));
    }

    @Test
    void eight_threads_share_compiled_scripts_and_no_sample_fails() {
        assertEquals(
                List.of(),
                samples("order").filter(sample -> !sample.success()).limit(3).toList());
        assertEquals(200, samples("order").count());
    }

    @Test
    void an_assertion_fails_its_sample_with_its_message() {
        assertEquals(
                List.of(new Sample("wrong order", false, "OK", "order 1, but 0 were placed")),
                samples("wrong order").toList());
    }

    @Test
    void a_script_writes_to_the_log() {
        assertTrue(
                log.stream().anyMatch(line -> line.endsWith("user 7 places order 25")), () -> String.join("\n", log));
    }
}
