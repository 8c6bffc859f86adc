package org.pythonwasm.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Debian's browser, without a window. */
public final class Chromium {
    private static final File BROWSER = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");

    private Chromium() {}

    /**
     * Starts it, with a minute for each element to appear. The test is skipped where its packages are missing.
     *
     * @param profile a folder of the test
     */
    public static ChromeDriver start(Path profile) {
        assumeTrue(
                BROWSER.canExecute() && DRIVER.canExecute(),
                "the browser test needs Debian's packages chromium and chromium-driver");
        var options = new ChromeOptions()
                .setBinary(BROWSER)
                .addArguments(
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-dev-shm-usage",
                        "--disable-gpu",
                        "--window-size=1200,900",
                        "--user-data-dir=" + profile);
        options.setImplicitWaitTimeout(Duration.ofMinutes(1));
        return new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).build(), options);
    }
}
