package org.pythonwasm.example.h2;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A customer's country as somebody typed it, with one slip or two: TPC-H itself makes no mistakes. */
record AddressLabel(long customer, String country) {
    static final String TABLE = "address_label";
    static final String CREATE =
            "CREATE TABLE " + TABLE + " (custkey BIGINT PRIMARY KEY, country VARCHAR(30) NOT NULL)";
    static final String INSERT = "INSERT INTO " + TABLE + " VALUES (?, ?)";

    private static final String NATIONS_OF_CUSTOMERS =
            "SELECT c_custkey, n_name FROM customer JOIN nation ON n_nationkey = c_nationkey ORDER BY c_custkey";
    private static final long SEED = 1992;

    private enum Slip { SWAPPED_LETTERS, MISSING_LETTER, DOUBLED_LETTER, WRONG_LETTER, LOWER_CASE }

    /** One a customer, always the same ones. */
    static List<AddressLabel> of(Connection connection) throws SQLException {
        var labels = new ArrayList<AddressLabel>();
        var random = new Random(SEED);
        try (var statement = connection.createStatement(); var rows = statement.executeQuery(NATIONS_OF_CUSTOMERS)) {
            while (rows.next()) {
                labels.add(new AddressLabel(rows.getLong(1), typed(rows.getString(2), random)));
            }
        }
        return labels;
    }

    static String typed(String name, Random random) {
        String once = slip(name, random);
        return random.nextInt(3) == 0 ? slip(once, random) : once;
    }

    private static String slip(String name, Random random) {
        int at = random.nextInt(name.length() - 1);
        String before = name.substring(0, at);
        String after = name.substring(at + 1);
        return switch (Slip.values()[random.nextInt(Slip.values().length)]) {
            case SWAPPED_LETTERS -> before + after.charAt(0) + name.charAt(at) + after.substring(1);
            case MISSING_LETTER -> before + after;
            case DOUBLED_LETTER -> before + name.charAt(at) + name.charAt(at) + after;
            case WRONG_LETTER -> before + (char) ('A' + random.nextInt(26)) + after;
            case LOWER_CASE -> name.toLowerCase(Locale.ROOT);
        };
    }
}
