package org.pythonwasm.example.tpch;

import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A customer's country as typed by a person, with one or two slips: TPC-H itself contains no mistakes. */
public record AddressLabel(long customer, String country) {
    private static final long SEED = 1992;

    private enum Slip {
        SWAPPED_LETTERS,
        MISSING_LETTER,
        DOUBLED_LETTER,
        WRONG_LETTER,
        LOWER_CASE
    }

    /** Generates one per customer, always the same ones. */
    public static List<AddressLabel> generate(double scale) {
        var nations = new ArrayList<String>();
        TpchTable.NATION.createGenerator(scale, 1, 1).forEach(nation -> nations.add(nation.getName()));
        var labels = new ArrayList<AddressLabel>();
        var random = new Random(SEED);
        for (var customer : TpchTable.CUSTOMER.createGenerator(scale, 1, 1)) {
            String name = nations.get((int) customer.getNationKey());
            labels.add(new AddressLabel(customer.getCustomerKey(), typed(name, random)));
        }
        return labels;
    }

    private static String typed(String name, Random random) {
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
