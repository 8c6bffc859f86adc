package org.pythonwasm.udf.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import org.pythonwasm.udf.Parameter;
import org.pythonwasm.udf.SqlType;

/** The value of an SQL literal (SQL:2016 part 2, 5.3) that a parameter has as its DEFAULT. */
final class Literal {
    private final SqlType type;
    private final List<Token> tokens;

    private Literal(SqlType type, String text) {
        this.type = type;
        this.tokens = Lexer.tokens(text);
    }

    /** Null where the parameter has no DEFAULT; checked when the function was created. */
    static Object defaultOf(Parameter parameter) {
        return parameter.defaultLiteral().map(text -> value(text, parameter.type())).orElse(null);
    }

    /**
     * Null, or an object of the type's Java class.
     *
     * @throws IllegalArgumentException the literal is none of the type
     */
    static Object value(String text, SqlType type) {
        var literal = new Literal(type, text);
        try {
            return literal.tokens.get(0).isWord("NULL") ? null : literal.value();
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalArgumentException(text + " is no " + type, e);
        }
    }

    private Object value() {
        return switch (type.name()) {
            case BOOLEAN -> bool();
            case TINYINT -> number().byteValueExact();
            case SMALLINT -> number().shortValueExact();
            case INTEGER -> number().intValueExact();
            case BIGINT -> number().longValueExact();
            case REAL -> number().floatValue();
            case DOUBLE -> number().doubleValue();
            case DECIMAL -> number();
            case CHAR, VARCHAR, CLOB -> string(0);
            case BINARY, VARBINARY, BLOB -> HexFormat.of().parseHex(string("X"));
            case DATE -> LocalDate.parse(string("DATE"));
            case TIME -> LocalTime.parse(string("TIME"));
            case TIMESTAMP -> LocalDateTime.parse(string("TIMESTAMP").replaceFirst(" +", "T"));
            case TABLE -> throw new ClassCastException("no literal");
        };
    }

    private boolean bool() {
        boolean isTrue = tokens.get(0).isWord("TRUE");
        require(isTrue || tokens.get(0).isWord("FALSE"));
        return isTrue;
    }

    private BigDecimal number() {
        boolean signed = tokens.get(0).isSign('-') || tokens.get(0).isSign('+');
        var digits = tokens.get(signed ? 1 : 0);
        require(digits.kind() == Token.Kind.NUMBER);
        var number = new BigDecimal(digits.text());
        return tokens.get(0).isSign('-') ? number.negate() : number;
    }

    /** A string behind its type's word. */
    private String string(String word) {
        require(tokens.get(0).isWord(word));
        return string(1);
    }

    private String string(int place) {
        require(tokens.get(place).isString());
        return tokens.get(place).text();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new ClassCastException("another kind of literal");
        }
    }
}
