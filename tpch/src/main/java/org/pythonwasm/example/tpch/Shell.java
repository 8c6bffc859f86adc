package org.pythonwasm.example.tpch;

import java.io.IOException;
import sqlline.SqlLine;

/** A prompt for SQL on the loaded data: sqlline, with history and completion; {@code !quit} ends it. */
final class Shell {
    private Shell() {}

    /** Returns when the person at the prompt leaves. */
    static void open(String url) throws IOException {
        var arguments = new String[] {"-u", url, "-n", "", "-p", "", "--maxWidth=160", "--fastConnect=false"};
        new SqlLine().begin(arguments, null, true);
    }
}
