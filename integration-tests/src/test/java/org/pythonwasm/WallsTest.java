package org.pythonwasm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The walls between the rooms of the engine and of the bridge; the package-info of each room says the same in words.
 *
 * <p>A package of the API is two rooms: the values, which all may name, and the facades, which only applications and the outer
 * rooms name.
 */
class WallsTest {
    private static final String ROOT = "org.pythonwasm.";
    private static final int MOST_CLASSES = 25;

    private static final Map<String, Set<String>> FACADES = Map.of(
            "engine",
                    Set.of(
                            "PythonRuntime",
                            "RuntimeSettings",
                            "MemorySettings",
                            "Packages",
                            "PythonInterpreter",
                            "InterpreterPool",
                            "SharedInterpreters",
                            "PythonScope"),
            "engine.typed", Set.of("RowList", "TypedAggregate", "TypedFunction", "TypedRows", "TypedTable"),
            "udf", Set.of("PythonDriver", "PythonFunctions"));

    /** Rooms from the ground up, and what each may name: rooms above it here, and no others. */
    private static final Map<String, Set<String>> ROOMS = new LinkedHashMap<>();

    private static void room(String name, String... named) {
        ROOMS.put(name, Set.of(named));
    }

    static {
        room("machine.memory");
        room("machine.code", "machine.memory");
        room("machine.files", "machine.memory");
        room("machine.wasi", "machine.files", "machine.memory");
        room("translator.bytecode", "machine.memory");
        room("translator", "machine.code", "machine.files", "machine.memory", "machine.wasi", "translator.bytecode");

        room("engine.internal.text");
        room("engine.internal.thread");
        room("engine.internal.error");
        room("engine.internal.metrics");
        room("engine.internal.access");
        room("engine", "engine.internal.error", "engine.internal.access");
        room("engine.internal.packages", "machine.files", "engine", "engine.internal.text");
        room("engine.typed");
        room("engine.internal.process", "machine.files", "machine.memory", "machine.wasi", "engine");
        room("engine.internal.residence", "engine", "engine.internal.thread");
        room("engine.internal.bind", "engine", "engine.internal.text");
        room(
                "engine.internal.object",
                "engine",
                "engine.internal.access",
                "engine.internal.bind",
                "engine.internal.text");
        room(
                "engine.internal.wire",
                "machine.memory",
                "machine.wasi",
                "engine",
                "engine.internal.bind",
                "engine.internal.object",
                "engine.internal.text");
        room(
                "engine.internal.guest",
                "machine.code",
                "machine.files",
                "machine.memory",
                "machine.wasi",
                "engine",
                "engine.typed",
                "engine.internal.bind",
                "engine.internal.error",
                "engine.internal.metrics",
                "engine.internal.object",
                "engine.internal.process",
                "engine.internal.residence",
                "engine.internal.text",
                "engine.internal.thread",
                "engine.internal.wire");
        room("engine.internal.scope", "engine", "engine.internal.guest", "engine.internal.wire");
        room("engine.typed facades", "engine", "engine.typed", "engine.internal.guest");
        room(
                "engine facades",
                "machine.code",
                "machine.files",
                "machine.memory",
                "engine",
                "engine.typed",
                "engine.typed facades",
                "engine.internal.bind",
                "engine.internal.guest",
                "engine.internal.packages",
                "engine.internal.process",
                "engine.internal.residence",
                "engine.internal.scope",
                "engine.internal.text",
                "engine.internal.thread",
                "engine.internal.wire");
        room("engine.script", "engine", "engine facades");
        room("beans", "engine", "engine facades", "engine.script");

        room(
                "modules",
                "machine.files",
                "machine.memory",
                "machine.wasi",
                "translator.bytecode",
                "engine",
                "engine.internal.process");

        room("regex", "machine.memory");
        room("jit.bytecode", "machine.code", "machine.memory");
        room("jit.frames", "jit.bytecode", "machine.code", "machine.memory");
        room("jit.rows", "jit.bytecode", "machine.code", "machine.memory");
        room("jit", "jit.bytecode", "jit.frames", "jit.rows", "machine.code", "machine.memory");

        room("udf", "engine", "engine.typed");
        room("udf.spi", "udf");
        room("udf.internal.parse", "engine.internal.text", "udf", "udf.spi", "engine");
        room("udf.internal.metrics", "engine", "engine.internal.metrics", "udf");
        room("udf.internal.codec", "engine", "engine.internal.text", "engine.typed", "udf");
        room("udf.internal.session", "engine", "engine facades", "engine.internal.thread", "udf", "udf.spi");
        room(
                "udf.internal.define",
                "engine",
                "engine.typed",
                "engine.internal.text",
                "udf",
                "udf.spi",
                "udf.internal.codec",
                "udf.internal.parse",
                "udf.internal.session");
        room(
                "udf.internal.check",
                "engine",
                "engine facades",
                "engine.typed",
                "engine.typed facades",
                "engine.internal.text",
                "udf",
                "udf.spi",
                "udf.internal.define",
                "udf.internal.session");
        room(
                "udf.internal.call",
                "engine",
                "engine facades",
                "engine.typed",
                "engine.typed facades",
                "udf",
                "udf.spi",
                "udf.internal.codec",
                "udf.internal.define",
                "udf.internal.metrics",
                "udf.internal.session");
        room("udf.internal.jdbc", "engine facades", "udf", "udf.spi", "udf.internal.parse", "udf.internal.session");
        room(
                "udf facades",
                "engine facades",
                "udf",
                "udf.spi",
                "udf.internal.jdbc",
                "udf.internal.metrics",
                "udf.internal.parse",
                "udf.internal.session");

        room(
                "udf.calcite.function",
                "engine.typed",
                "udf",
                "udf.spi",
                "udf.internal.call",
                "udf.internal.check",
                "udf.internal.codec",
                "udf.internal.define",
                "udf.internal.metrics",
                "udf.internal.session");
        room(
                "udf.calcite.generated",
                "udf",
                "udf.internal.call",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.calcite.function");
        room(
                "udf.calcite.plan",
                "udf",
                "udf.spi",
                "udf.internal.call",
                "udf.internal.codec",
                "udf.internal.define",
                "udf.calcite.function",
                "udf.calcite.generated");
        room(
                "udf.calcite.store",
                "engine facades",
                "udf",
                "udf.spi",
                "udf.internal.check",
                "udf.internal.metrics",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.calcite.function",
                "udf.calcite.plan");
        room(
                "udf.calcite.ddl",
                "udf",
                "udf.spi",
                "udf.internal.check",
                "udf.internal.define",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.calcite.function",
                "udf.calcite.plan",
                "udf.calcite.store");
        room(
                "udf.calcite",
                "engine",
                "udf",
                "udf.spi",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.calcite.ddl",
                "udf.calcite.function",
                "udf.calcite.store");
        room(
                "udf.calcite.jdbc",
                "udf",
                "udf.spi",
                "udf.internal.metrics",
                "udf.internal.parse",
                "udf.calcite",
                "udf.calcite.ddl",
                "udf.calcite.function",
                "udf.calcite.plan",
                "udf.calcite.store");

        room(
                "udf.h2.function",
                "engine.internal.text",
                "udf",
                "udf.spi",
                "udf.internal.call",
                "udf.internal.define",
                "udf.internal.metrics",
                "udf.internal.session");
        room("udf.h2.generated", "udf", "udf.spi", "udf.internal.call", "udf.internal.define", "udf.h2.function");
        room(
                "udf.h2",
                "engine facades",
                "engine.internal.text",
                "udf",
                "udf facades",
                "udf.spi",
                "udf.internal.call",
                "udf.internal.check",
                "udf.internal.codec",
                "udf.internal.define",
                "udf.internal.metrics",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.h2.function",
                "udf.h2.generated");
    }

    static {
        room("udf.spark.value", "engine.typed", "udf", "udf.internal.check", "udf.internal.codec");
        room(
                "udf.spark.task",
                "engine",
                "udf",
                "udf.spi",
                "udf.internal.call",
                "udf.internal.check",
                "udf.internal.define",
                "udf.internal.metrics",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.spark.value");
        room("udf.spark.rows", "udf", "udf.internal.call");
        room("udf.spark.vectorized", "udf", "udf.internal.call", "udf.spark.rows", "udf.spark.task", "udf.spark.value");
        room(
                "udf.spark.plan",
                "udf",
                "udf.internal.call",
                "udf.internal.define",
                "udf.spark.task",
                "udf.spark.value",
                "udf.spark.vectorized");
        room(
                "udf.spark.ddl",
                "udf",
                "udf.spi",
                "udf.internal.check",
                "udf.internal.define",
                "udf.internal.metrics",
                "udf.internal.parse",
                "udf.internal.session",
                "udf.spark.plan",
                "udf.spark.task",
                "udf.spark.value");
        room("udf.spark", "udf", "udf.spark.ddl", "udf.spark.plan", "udf.spark.vectorized");

        room("agents", "engine", "engine facades");
        room("agents.mcp", "engine", "engine facades", "agents");
        room("agents.langchain4j", "engine facades", "agents");
        room("agents.springai", "agents");
        room("micrometer", "engine", "engine facades");
        room("spring.boot", "engine", "engine facades", "engine.script", "udf facades", "micrometer");
    }

    /** Without the built-in guest, whose classes are many and long. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/engine/guest/"))
            .importPackages(
                    ROOT + "machine",
                    ROOT + "translator",
                    ROOT + "engine",
                    ROOT + "modules",
                    ROOT + "regex",
                    ROOT + "jit",
                    ROOT + "udf",
                    ROOT + "agents",
                    ROOT + "micrometer",
                    ROOT + "spring");

    private static String packageOf(JavaClass javaClass) {
        return javaClass.getPackageName().substring(ROOT.length());
    }

    private static String outermost(JavaClass javaClass) {
        return javaClass
                .getName()
                .substring(javaClass.getPackageName().length() + 1)
                .replaceFirst("\\$.*", "");
    }

    private static String roomOf(JavaClass javaClass) {
        String name = packageOf(javaClass);
        return FACADES.getOrDefault(name, Set.of()).contains(outermost(javaClass)) ? name + " facades" : name;
    }

    private static Stream<JavaClass> namedBy(JavaClass javaClass) {
        return javaClass.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(
                        target -> target.getPackageName()
                                .matches(
                                        "org\\.pythonwasm\\.(machine|translator|engine|modules|regex|jit|udf|agents|micrometer|spring)(\\..+)?"))
                .filter(target -> !target.getPackageName().equals(ROOT + "engine.guest"));
    }

    @Test
    void each_room_names_only_what_it_may() {
        var wrong = new TreeMap<String, Set<String>>();
        for (var javaClass : CLASSES) {
            String from = roomOf(javaClass);
            namedBy(javaClass)
                    .filter(target ->
                            !roomOf(target).equals(from) && !ROOMS.get(from).contains(roomOf(target)))
                    .forEach(target -> wrong.computeIfAbsent(from + " -> " + roomOf(target), added -> new TreeSet<>())
                            .add(javaClass.getSimpleName() + " -> " + target.getSimpleName()));
        }
        assertEquals(Map.of(), wrong);
    }

    @Test
    void each_room_stands_on_rooms_below_it_so_that_there_is_no_cycle() {
        var below = new TreeSet<String>();
        ROOMS.forEach((room, named) -> {
            assertTrue(below.containsAll(named), room + " names " + named + ", below it are " + below);
            below.add(room);
        });
    }

    @Test
    void every_package_is_a_room_with_few_classes() {
        var classes = new TreeMap<String, Set<String>>();
        CLASSES.forEach(javaClass -> classes.computeIfAbsent(packageOf(javaClass), added -> new TreeSet<>())
                .add(outermost(javaClass)));
        assertEquals(
                Set.of(),
                classes.keySet().stream()
                        .filter(name -> !ROOMS.containsKey(name))
                        .collect(Collectors.toSet()));
        assertEquals(
                List.of(),
                classes.entrySet().stream()
                        .filter(room -> room.getValue().size() > MOST_CLASSES)
                        .map(room -> room.getKey() + " has " + room.getValue().size())
                        .toList());
    }

    /** Calcite has numbers of days and milliseconds, and so has a batch. */
    @Test
    void no_object_of_a_date_or_time_is_on_the_way_of_a_row_through_calcite() {
        var objects =
                Set.of("LocalDate", "LocalTime", "LocalDateTime", "Instant", "Period", "Date", "Time", "Timestamp");
        assertEquals(
                List.of(),
                CLASSES.stream()
                        .filter(javaClass -> packageOf(javaClass).equals("udf.calcite.generated")
                                || outermost(javaClass).equals("CalciteCodecs")
                                || outermost(javaClass).equals("BatchCall"))
                        .flatMap(javaClass -> javaClass.getDirectDependenciesFromSelf().stream())
                        .filter(dependency ->
                                objects.contains(dependency.getTargetClass().getSimpleName()))
                        .map(dependency -> dependency.getDescription())
                        .toList());
    }

    /** A larger one cannot be understood a class at a time. */
    @Test
    void no_more_than_six_classes_refer_to_each_other_in_a_ring() {
        var graph = new TreeMap<String, Set<String>>();
        CLASSES.forEach(javaClass -> graph.computeIfAbsent(
                        packageOf(javaClass) + "." + outermost(javaClass), added -> new TreeSet<>())
                .addAll(namedBy(javaClass)
                        .map(target -> packageOf(target) + "." + outermost(target))
                        .toList()));
        assertEquals(List.of(), new Rings(graph).largerThan(6));
    }
}
