package org.pythonwasm.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Bars and dots as SVG inside a page, whose style sheet has the colours. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int LABELS = 210;
    private static final int ROW = 24;
    private static final int TOP = 8;

    private Chart() {}

    /** {@code own} marks what is this project's. */
    record Bar(String label, double value, boolean own) {}

    /** A value for each series; NaN for none. */
    record Row(String label, List<Double> values) {}

    static String bars(String title, List<Bar> bars, boolean logarithmic) {
        double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
        var svg = new StringBuilder();
        int y = TOP;
        for (Bar bar : bars) {
            double share = logarithmic ? Math.log(bar.value()) / Math.log(most) : bar.value() / most;
            double width = Math.max(2, share * (WIDTH - LABELS - 60));
            label(svg, bar.label(), y);
            svg.append(format(
                    "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"16\" rx=\"2\"/>",
                    bar.own() ? "own" : "other", LABELS, y, width));
            svg.append(format("<text x=\"%.1f\" y=\"%d\">%s</text>\n", LABELS + width + 6, y + 13, value(bar.value())));
            y += ROW;
        }
        return figure(title, svg, y);
    }

    static String dots(String title, List<String> series, List<Row> rows) {
        double most = rows.stream()
                .flatMapToDouble(row -> row.values().stream().mapToDouble(Double::doubleValue))
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(10);
        var svg = new StringBuilder();
        int y = TOP + ROW;
        double[] lines = DoubleStream.of(0.5, 1, 2, 5, 10, 20, 50, 100, 200)
                .filter(line -> line <= most)
                .toArray();
        int bottom = y + rows.size() * ROW;
        for (double line : lines) {
            double x = place(line, most);
            svg.append(format(
                    "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
                    line == 1 ? "one" : "grid", x, y - 6, x, bottom));
            svg.append(format("<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>\n", x, bottom + 16, value(line)));
        }
        for (int index = 0; index < series.size(); index++) {
            int x = 8 + index * 140;
            svg.append(format("<circle class=\"s%d\" cx=\"%d\" cy=\"%d\" r=\"5\"/>", index, x, TOP + 4));
            svg.append(
                    format("<text x=\"%d\" y=\"%d\">%s</text>\n", x + 10, TOP + 8, Layout.escape(series.get(index))));
        }
        for (Row row : rows) {
            label(svg, row.label(), y);
            for (int index = row.values().size() - 1; index >= 0; index--) {
                double value = row.values().get(index);
                if (!Double.isNaN(value)) {
                    svg.append(format(
                            "<circle class=\"s%d\" cx=\"%.1f\" cy=\"%d\" r=\"4.5\"><title>%s, %s: %s</title></circle>\n",
                            index,
                            place(value, most),
                            y + 8,
                            Layout.escape(row.label()),
                            Layout.escape(series.get(index)),
                            value(value)));
                }
            }
            y += ROW;
        }
        return figure(title, svg, y + ROW);
    }

    private static double place(double value, double most) {
        double least = 0.5;
        return LABELS + Math.log(Math.max(value, least) / least) / Math.log(most / least) * (WIDTH - LABELS - 16);
    }

    private static void label(StringBuilder svg, String text, int y) {
        svg.append(
                format("<text class=\"label\" x=\"%d\" y=\"%d\">%s</text>", LABELS - 8, y + 13, Layout.escape(text)));
    }

    private static String figure(String title, StringBuilder content, int height) {
        return format(
                        "<figure class=\"plot\"><svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
                        WIDTH, height, Layout.escape(title))
                + content + "</svg><figcaption>" + Layout.escape(title) + "</figcaption></figure>\n";
    }

    private static String value(double value) {
        return value == Math.rint(value) ? format("%.0f", value) : format("%.2f", value);
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
