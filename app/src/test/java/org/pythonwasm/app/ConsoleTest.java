package org.pythonwasm.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.pythonwasm.test.Chromium;

/** {@code python-wasm console}: with a person in Debian's Chromium, and with others of the same machine. */
@Timeout(600)
class ConsoleTest {
    private static final String PRINTED = "python-wasm: the console is at ";

    @TempDir
    private Path folder;

    /** A console that runs. */
    private record Console(Process process, String address) implements AutoCloseable {
        static Console start(Path folder, String... options) throws IOException {
            var arguments = new String[options.length + 2];
            arguments[0] = "console";
            arguments[1] = "--no-browser";
            System.arraycopy(options, 0, arguments, 2, options.length);
            var process = new Jar(folder)
                    .process(arguments)
                    .redirectError(folder.resolve("errors.log").toFile())
                    .start();
            String line = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            assertTrue(line != null && line.startsWith(PRINTED), () -> errors(folder, line));
            return new Console(process, line.substring(PRINTED.length()));
        }

        private static String errors(Path folder, String line) {
            try {
                return line + Files.readString(folder.resolve("errors.log"));
            } catch (IOException e) {
                return line;
            }
        }

        URI uri(String rest) {
            var address = URI.create(address());
            return URI.create(address.getScheme() + "://" + address.getAuthority() + "/" + rest);
        }

        @Override
        public void close() {
            process.destroy();
        }
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void a_person_queries_a_csv_file_with_a_function_and_disconnects(@TempDir Path profile) throws Exception {
        Path csv = Files.createDirectory(folder.resolve("csv"));
        Files.writeString(csv.resolve("people.csv"), "name\nGrace Brewster Hopper\n");
        try (var console = Console.start(folder, "--csv", csv.toString())) {
            assertEquals("127.0.0.1", console.uri("").getHost().replace("localhost", "127.0.0.1"));
            var browser = Chromium.start(profile);
            try {
                browser.get(console.address());
                browser.switchTo().frame("h2query");
                browser.executeScript("document.getElementById('sql').value = arguments[0]", """
                        CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
                        def initials(name: str) -> str:
                            words = name.split(); return ''.join(word[0] for word in words)
                        $$;
                        SELECT initials(name) AS answer FROM people;""");
                browser.findElement(By.cssSelector("input[value=Run]")).click();
                browser.switchTo().defaultContent().switchTo().frame("h2result");
                String result = browser.findElement(By.xpath("//body[contains(., 'ANSWER')]"))
                        .getText();
                assertTrue(result.contains("GBH"), result);
                browser.switchTo().defaultContent().switchTo().frame("h2menu");
                assertTrue(browser.findElement(By.tagName("body")).getText().contains("PEOPLE"));
                Files.move(
                        browser.getScreenshotAs(OutputType.FILE).toPath(),
                        Path.of("target/console.png"),
                        StandardCopyOption.REPLACE_EXISTING);
                browser.switchTo().defaultContent().switchTo().frame("header");
                browser.findElement(By.cssSelector("a[href^='logout.do']")).click();
                assertTrue(console.process().waitFor(2, TimeUnit.MINUTES), "it ends when the person disconnects");
                assertEquals(0, console.process().exitValue());
            } finally {
                browser.quit();
            }
        }
    }

    /** Whoever reaches the port could run Java in H2 as the person. */
    @ParameterizedTest
    @CsvSource({
        "org.pythonwasm.udf.PythonDriver, jdbc:python-wasm:h2:mem:console",
        "'', jdbc:python-wasm:h2:mem:console",
        "'', jdbc:python-wasm:h2:mem:another",
        "'', jdbc:python-wasm:calcite:",
        "'', jdbc:calcite:",
        "org.apache.calcite.jdbc.Driver, jdbc:calcite:",
        "org.h2.Driver, jdbc:h2:mem:console",
        "org.h2.Driver, jdbc:h2:mem:another",
        "org.h2.Driver, jdbc:h2:./another",
    })
    void others_of_the_machine_open_no_connection(String driver, String url) throws Exception {
        try (var console = Console.start(folder)) {
            String login = get(console.uri("login.jsp"));
            var id = Pattern.compile("jsessionid=([0-9a-f]+)").matcher(login);
            assertTrue(id.find(), login);
            String form = "driver=" + URLEncoder.encode(driver, StandardCharsets.UTF_8) + "&url="
                    + URLEncoder.encode(url, StandardCharsets.UTF_8) + "&user=sa&password=";
            var client = HttpClient.newHttpClient();
            String answer = client.send(
                            HttpRequest.newBuilder(console.uri("login.do?jsessionid=" + id.group(1)))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(HttpRequest.BodyPublishers.ofString(form))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertTrue(answer.contains("class=\"error\""), answer);
            String query = get(console.uri("query.do?jsessionid=" + id.group(1) + "&sql=SELECT+40%2B2"));
            assertTrue(query.contains("class=\"error\""), query);
        }
    }
}
