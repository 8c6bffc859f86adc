package org.pythonwasm.manual;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Text can be read in the light and in the dark: contrasts of WCAG 2, level AA. */
class StyleTest {
    private static final Pattern SCHEME = Pattern.compile(":root \\{([^}]*)\\}");
    private static final Pattern COLOUR = Pattern.compile("--(\\w+): #(\\w{6});");
    private static final List<String> TEXTS =
            List.of("text", "soft", "link", "keyword", "string", "number", "comment", "title");

    @Test
    void every_colour_of_text_has_a_contrast_of_four_and_a_half() throws IOException {
        String css;
        try (var input = Manual.class.getResourceAsStream("style.css")) {
            css = new String(input.readAllBytes(), UTF_8);
        }
        var weak = new TreeMap<String, Double>();
        var schemes = SCHEME.matcher(css)
                .results()
                .map(scheme -> colours(scheme.group(1)))
                .toList();
        assertEquals(2, schemes.size());
        for (var colours : schemes) {
            for (String text : TEXTS) {
                for (String back : List.of("back", "panel")) {
                    double contrast = contrast(colours.get(text), colours.get(back));
                    if (contrast < 4.5) {
                        weak.put(text + " on " + back + " " + colours.get(text), contrast);
                    }
                }
            }
        }
        assertEquals(Map.of(), weak);
    }

    private static Map<String, String> colours(String scheme) {
        var colours = new HashMap<String, String>();
        COLOUR.matcher(scheme).results().forEach(colour -> colours.put(colour.group(1), colour.group(2)));
        return colours;
    }

    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        double red = linear(colour, 0);
        double green = linear(colour, 2);
        double blue = linear(colour, 4);
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }

    private static double linear(String colour, int place) {
        double value = Integer.parseInt(colour.substring(place, place + 2), 16) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
