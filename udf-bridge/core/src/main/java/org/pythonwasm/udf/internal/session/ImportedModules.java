package org.pythonwasm.udf.internal.session;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.pythonwasm.udf.ModuleDefinition;

/**
 * Which modules of a schema a source imports. It is read as text: a line with a word of importing and the module's name counts, so that
 * one too many is found rather than one too few; a name that a script puts together is not found. Stateless.
 */
public final class ImportedModules {
    private static final Pattern WORD = Pattern.compile("\\b(?:from|import|import_module|__import__)\\b");

    private ImportedModules() {}

    /** Returns whether the source imports the module. */
    public static boolean imports(String source, String module) {
        if (!source.contains(module)) {
            return false;
        }
        var name = Pattern.compile("\\b" + Pattern.quote(module) + "\\b");
        return source.replace("\\\n", " ").lines().anyMatch(line -> {
            var word = WORD.matcher(line);
            return word.find() && name.matcher(line).find(word.end());
        });
    }

    /** Returns those of the modules that the source imports, and those that these import. */
    static List<ModuleDefinition> of(String source, List<ModuleDefinition> all) {
        Map<String, ModuleDefinition> found = new LinkedHashMap<>();
        var open = new ArrayDeque<String>(List.of(source));
        while (!open.isEmpty() && !all.isEmpty()) {
            String text = open.remove();
            for (var module : all) {
                if (!found.containsKey(module.module()) && imports(text, module.module())) {
                    found.put(module.module(), module);
                    open.add(module.body());
                }
            }
        }
        return List.copyOf(found.values());
    }
}
