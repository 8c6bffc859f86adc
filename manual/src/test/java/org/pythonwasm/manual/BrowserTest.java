package org.pythonwasm.manual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.pythonwasm.test.Chromium;

/** A reader of the site in Debian's Chromium, from files, as it is after a build. */
@Timeout(300)
class BrowserTest {

    @TempDir
    private static Path folder;

    private static ChromeDriver browser;

    @BeforeAll
    static void open() throws IOException {
        Manual.write(Path.of("..").toAbsolutePath().normalize(), folder.resolve("site"));
        browser = Chromium.start(folder.resolve("profile"));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.quit();
        }
    }

    private static String url(String page) {
        return folder.resolve("site").resolve(page).toUri().toString();
    }

    /** As wide as a phone: what is wider scrolls in itself. */
    @Test
    void no_page_is_wider_than_a_phone() throws IOException {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        var wide = new ArrayList<String>();
        try (Stream<Path> pages = Files.list(folder.resolve("site"))) {
            for (Path page :
                    pages.filter(page -> page.toString().endsWith(".html")).toList()) {
                browser.get(page.toUri().toString());
                var width = (Long) browser.executeScript("return document.documentElement.scrollWidth");
                if (width > 390) {
                    wide.add(page.getFileName() + " " + width);
                }
            }
        }
        browser.get(url("index.html"));
        Files.write(Path.of("target/phone.png"), browser.getScreenshotAs(OutputType.BYTES));
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        assertEquals(List.of(), wide);
    }

    @Test
    void a_word_of_code_in_a_table_is_whole_even_on_a_phone() {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", true));
        browser.get(url("from-jython.html"));
        var lines = browser.executeScript("""
            return [...document.querySelectorAll('td code')]
                .filter(code => code.textContent === 'ModuleNotFoundError')
                .map(code => code.getClientRects().length)
                .reduce((most, here) => Math.max(most, here), 0)\
            """);
        browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        assertEquals(1L, lines);
    }

    @Test
    void python_in_a_table_is_indented() {
        browser.get(url("from-jython.html"));
        var indented = browser.executeScript("""
            const code = [...document.querySelectorAll('td code')].find(code => code.textContent.startsWith('    def '));
            const range = document.createRange();
            range.setStart(code.firstChild, 0);
            range.setEnd(code.firstChild, 4);
            return range.getBoundingClientRect().width > 10\
            """);
        assertEquals(true, indented);
    }

    @Test
    void the_search_finds_words_by_their_beginnings_and_leads_to_the_heading() {
        browser.get(url("index.html"));
        var search = browser.findElement(By.id("m-search"));
        search.sendKeys("pools");
        var link = browser.findElement(By.cssSelector("#m-results a[href='java.html#pools']"));
        assertTrue(link.getText().contains("Pools"), link.getText());
        search.clear();
        search.sendKeys("sleepAft");
        browser.findElement(By.cssSelector("#m-results a[href='sql-limits.html#memory-of-idle-functions']"));
        search.clear();
        search.sendKeys("nested types declared", Keys.ENTER);
        browser.findElement(By.cssSelector("nav a[aria-current][href='values.html']"));
        assertTrue(browser.getCurrentUrl().endsWith("values.html#declared-types"), browser.getCurrentUrl());
    }

    @Test
    void a_search_without_a_result_says_so() {
        browser.get(url("index.html"));
        browser.findElement(By.id("m-search")).sendKeys("xylophone");
        browser.findElement(By.xpath("//ol[@id='m-results']/li[. = 'Nothing found.']"));
    }

    @Test
    void code_has_colours() {
        browser.get(url("java.html"));
        browser.findElement(By.cssSelector("pre code.language-java .hljs-string"));
        browser.get(url("cookbook.html"));
        browser.findElement(By.cssSelector("pre code.language-sql .language-python .hljs-keyword"));
    }
}
