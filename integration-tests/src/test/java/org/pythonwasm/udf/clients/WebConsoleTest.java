package org.pythonwasm.udf.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.pythonwasm.test.Chromium;

/** A person at H2's web console, in Debian's Chromium. */
@Timeout(300)
class WebConsoleTest {
    private static final String CREATE = """
            CREATE FUNCTION initials(name VARCHAR) RETURNS VARCHAR LANGUAGE PYTHON AS $$
            def initials(name: str) -> str:
                words = name.split(); return ''.join(word[0] for word in words)
            $$;
            SELECT initials('Grace Brewster Hopper') AS answer;
            SHOW PYTHON FUNCTIONS;""";

    @Test
    void a_function_is_created_and_run_in_the_web_console(@TempDir Path profile) throws Exception {
        var console =
                Server.createWebServer("-webPort", "0", "-properties", "null").start();
        var browser = Chromium.start(profile);
        try {
            connect(browser, "http://localhost:" + console.getPort());
            browser.switchTo().frame("h2query");
            browser.executeScript("document.getElementById('sql').value = arguments[0]", CREATE);
            browser.findElement(By.cssSelector("input[value=Run]")).click();
            browser.switchTo().defaultContent().switchTo().frame("h2result");
            String result = browser.findElement(By.xpath("//body[contains(., 'SHOW PYTHON FUNCTIONS')]"))
                    .getText();
            assertTrue(result.contains("GBH") && result.contains("(name VARCHAR) RETURNS VARCHAR"), result);
        } finally {
            Files.move(
                    browser.getScreenshotAs(OutputType.FILE).toPath(),
                    Path.of("target/web-console.png"),
                    StandardCopyOption.REPLACE_EXISTING);
            browser.quit();
            console.stop();
        }
    }

    private static void connect(ChromeDriver browser, String console) {
        browser.get(console);
        fill(browser, "driver", "org.pythonwasm.udf.PythonDriver");
        fill(browser, "url", "jdbc:python-wasm:h2:mem:console");
        fill(browser, "user", "sa");
        browser.findElement(By.cssSelector("input[type=submit]")).click();
    }

    private static void fill(ChromeDriver browser, String field, String text) {
        var input = browser.findElement(By.name(field));
        input.clear();
        input.sendKeys(text);
    }
}
