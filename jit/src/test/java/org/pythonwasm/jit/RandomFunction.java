package org.pythonwasm.jit;

import java.util.Random;

/** The text of a function of an int, a float and a bool that computes, branches and loops. */
final class RandomFunction {
    private static final String[] WHOLES = {
        "0", "1", "2", "3", "-1", "7", "10", "-13", "1000", "2147483647", "4611686018427387904", "9223372036854775807"
    };
    private static final String[] FLOATS = {"0.0", "-0.0", "0.5", "1.5", "-2.25", "1e308", "1e-320", "3.0"};
    private static final String[] BINARY = {"+", "-", "*", "//", "%", "/", "+", "-", "*"};
    private static final String[] OF_INTS = {"&", "|", "^", "<<", ">>"};
    private static final String[] COMPARISONS = {"<", "<=", "==", "!=", ">", ">="};

    private final Random chance;
    private final StringBuilder text = new StringBuilder();
    private int loops;

    private RandomFunction(Random chance) {
        this.chance = chance;
    }

    /** @param conversion of the result */
    static String text(Random chance, String conversion) {
        var function = new RandomFunction(chance);
        function.text.append("def f(x, y, b):\n    t = x\n    u = y\n");
        int statements = 1 + chance.nextInt(5);
        for (int i = 0; i < statements; i++) {
            function.statement(1, 2);
        }
        function.line(1, "return " + conversion + "(" + function.expression(2) + ")");
        return function.text.toString();
    }

    private String one(String... of) {
        return of[chance.nextInt(of.length)];
    }

    private void line(int depth, String line) {
        text.append("    ".repeat(depth)).append(line).append('\n');
    }

    private void statement(int depth, int rest) {
        switch (chance.nextInt(rest > 0 ? 8 : 3)) {
            case 0, 1 -> line(depth, one("t", "u", "x", "y", "b") + " = " + expression(2));
            case 2 -> line(depth, one("t", "u") + " " + one("+=", "-=", "*=", "//=", "%=") + " " + expression(1));
            case 3, 4 -> {
                line(depth, "if " + condition() + ":");
                statement(depth + 1, rest - 1);
                if (chance.nextBoolean()) {
                    line(depth, "else:");
                    statement(depth + 1, rest - 1);
                }
            }
            case 5 -> {
                line(depth, "for i" + loops++ + " in range(" + range() + "):");
                line(depth + 1, "t = t + i" + (loops - 1));
                statement(depth + 1, rest - 1);
                if (chance.nextInt(3) == 0) {
                    line(depth + 1, "if " + condition() + ": " + one("break", "continue"));
                }
            }
            case 6 -> {
                String turn = "n" + loops++;
                line(depth, turn + " = " + chance.nextInt(6));
                line(depth, "while " + turn + " > 0:");
                line(depth + 1, turn + " -= 1");
                statement(depth + 1, rest - 1);
            }
            default -> line(depth, "if " + condition() + ": return " + one("None", expression(1)));
        }
    }

    private String range() {
        return switch (chance.nextInt(4)) {
            case 0 -> "x & 7";
            case 1 -> chance.nextInt(8) + "";
            case 2 -> "x & 3, 9";
            default -> "7, x % 5, -2";
        };
    }

    private String condition() {
        return switch (chance.nextInt(5)) {
            case 0 -> expression(1);
            case 1 -> "not " + expression(1);
            case 2 -> expression(1) + " " + one("and", "or") + " " + expression(1);
            case 3 ->
                expression(0) + " " + one(COMPARISONS) + " " + expression(0) + " " + one(COMPARISONS) + " "
                        + expression(0);
            default -> expression(1) + " " + one(COMPARISONS) + " " + expression(1);
        };
    }

    private String expression(int depth) {
        if (depth == 0) {
            return switch (chance.nextInt(6)) {
                case 0 -> one(WHOLES);
                case 1 -> one(FLOATS);
                case 2 -> "RATE";
                case 3 -> one("LIMIT", "True", "FLAG");
                default -> one("x", "y", "b", "t", "u");
            };
        }
        return switch (chance.nextInt(9)) {
            case 0, 1, 2, 3 -> "(" + expression(depth - 1) + " " + one(BINARY) + " " + expression(depth - 1) + ")";
            case 4 -> "(" + expression(depth - 1) + " " + one(OF_INTS) + " " + expression(depth - 1) + ")";
            case 5 ->
                one("abs", "int", "float", "bool", "round", "helper", "-", "~", "not ")
                        .transform(function -> "(" + function + "(" + expression(depth - 1) + "))");
            case 6 -> one("min", "max") + "(" + expression(depth - 1) + ", " + expression(depth - 1) + ")";
            case 7 ->
                "(" + expression(depth - 1) + " if " + expression(0) + " " + one(COMPARISONS) + " " + expression(0)
                        + " else " + expression(depth - 1) + ")";
            default -> expression(0);
        };
    }
}
