package org.pythonwasm.engine;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.pythonwasm.engine.internal.guest.BuiltInImage;
import org.pythonwasm.engine.internal.guest.EngineMetrics;
import org.pythonwasm.engine.internal.guest.GuestTemplate;
import org.pythonwasm.engine.internal.guest.StdioGuest;
import org.pythonwasm.engine.internal.guest.TranslatedGuest;
import org.pythonwasm.engine.internal.process.ModuleProvider;
import org.pythonwasm.engine.internal.residence.MemoryPolicy;
import org.pythonwasm.engine.internal.thread.Turns;
import org.pythonwasm.machine.code.CodeTier;
import org.pythonwasm.machine.files.Grants;
import org.pythonwasm.machine.files.LocalZone;
import org.pythonwasm.machine.files.Quota;
import org.pythonwasm.machine.memory.RegexTier;

/**
 * The factory of interpreters, with the translated guest, its snapshot, the standard library and default limits. One
 * per application is enough; immutable and thread-safe. {@link #open()} forks interpreters from it.
 */
public final class PythonRuntime {
    private static final String BUILT_IN = "the built-in guest: Python 3.13, translated when the engine was built";

    private static final AtomicReference<PythonRuntime> CONFIGURED = new AtomicReference<>();
    private static final AtomicReference<PythonRuntime> FOR_SCRIPTS = new AtomicReference<>();

    private static final AtomicReference<Defaults> DEFAULTS = new AtomicReference<>();

    private final GuestTemplate image;
    private final Limits limits;
    private final Supplier<String> description;

    private PythonRuntime(GuestTemplate image, Limits limits, Supplier<String> description) {
        this.image = image;
        this.limits = limits;
        this.description = description;
    }

    /**
     * What system properties say for all runtimes. Never read first where {@link Shared} is initialized: a property that is wrong would be
     * named by the first error of that class alone, which is none that callers expect.
     */
    private record Defaults(RegexTier regexes, CodeTier codes, MemoryPolicy memory) {
        static Defaults ofSystem() {
            if (DEFAULTS.get() == null) {
                DEFAULTS.compareAndSet(
                        null,
                        new Defaults(
                                RegexTier.ofSystem(),
                                CodeTier.ofSystem(),
                                MemorySettings.ofSystem().policy()));
            }
            return DEFAULTS.get();
        }
    }

    private static final class Shared {
        static final BuiltInImage IMAGE = load();
        static final MemoryPolicy MEMORY = Defaults.ofSystem().memory();
        static final PythonRuntime RUNTIME = new PythonRuntime(
                template(IMAGE, new EngineListener() {}, HostAccess.NONE), Limits.defaults(), () -> BUILT_IN);

        static GuestTemplate template(BuiltInImage image, EngineListener listener, HostAccess access) {
            return template(image, listener, access, MEMORY);
        }

        static GuestTemplate template(
                BuiltInImage image, EngineListener listener, HostAccess access, MemoryPolicy memory) {
            return new GuestTemplate(image, "", GuestTemplate.RECURSION_DEPTH, listener, access, memory);
        }

        private static BuiltInImage load() {
            return new BuiltInImage(
                    TranslatedGuest.code(),
                    TranslatedGuest.snapshot(),
                    TranslatedGuest::library,
                    List.of(),
                    Grants.NONE,
                    Defaults.ofSystem().regexes(),
                    Defaults.ofSystem().codes(),
                    false);
        }
    }

    /**
     * Returns the built-in guest with default limits. Loaded at the first call, then always the same object.
     *
     * @throws IllegalArgumentException if a system property is wrong; the next call tries again
     */
    public static PythonRuntime shared() {
        Defaults.ofSystem();
        return Shared.RUNTIME;
    }

    /**
     * Returns the runtime of script engines and SQL functions that have no other: the module that the system properties
     * {@code python-wasm.module}, {@code python-wasm.library} and so on name, with what the others of {@link #settings()} grant; if
     * they name none, {@link #shared()}. Read at the first call, then always the same object.
     *
     * @throws PythonModuleException if the module cannot be used; the next call tries again
     */
    public static PythonRuntime configured() {
        synchronized (CONFIGURED) {
            if (CONFIGURED.get() == null) {
                var settings = RuntimeSettings.ofModuleOfSystem();
                CONFIGURED.set(
                        settings.isEmpty()
                                ? shared()
                                : builder().withSettings(settings).build());
            }
            return CONFIGURED.get();
        }
    }

    /**
     * Returns a new runtime like {@link #configured()} whose scripts can import packages.
     *
     * @throws PythonModuleException if the module cannot be used
     */
    public static PythonRuntime configuredWith(Packages packages) {
        return builder()
                .withSettings(RuntimeSettings.ofModuleOfSystem())
                .withPackages(packages)
                .build();
    }

    /**
     * Returns the runtime of script engines that have no other: that of {@link #configured()}, with the packages that the system
     * property {@code python-wasm.packages} names. Read at the first call, then always the same object. SQL functions have packages
     * only where their statement names them.
     *
     * @throws PythonPackageException if a package cannot be used; the next call tries again
     * @throws PythonModuleException if the module cannot be used; the next call tries again
     */
    public static PythonRuntime configuredForScripts() {
        synchronized (CONFIGURED) {
            if (FOR_SCRIPTS.get() == null) {
                FOR_SCRIPTS.set(RuntimeSettings.packagesOfSystem()
                        .map(PythonRuntime::configuredWith)
                        .orElseGet(PythonRuntime::configured));
            }
            return FOR_SCRIPTS.get();
        }
    }

    /**
     * The names that {@link Builder#withSettings(Properties)} takes, and what each is for; system properties and JDBC connections
     * have {@code python-wasm.} before them. Unmodifiable.
     */
    public static Map<String, String> settings() {
        return RuntimeSettings.NAMES;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects the settings of a runtime; not thread-safe. */
    public static final class Builder {
        private Limits limits = Limits.defaults();
        private String preparation = "";
        private Packages packages = Packages.NONE;
        private Grants grants = Grants.NONE;
        private EngineListener listener = new EngineListener() {};
        private HostAccess access = HostAccess.NONE;
        private MemorySettings memory = MemorySettings.ofSystem();
        private Optional<RegexTier> regexes = Optional.empty();
        private Optional<CodeTier> codes = Optional.empty();
        private ZoneId zone;
        private PythonModule module;
        private Path cache;
        private Consumer<String> progress =
                line -> System.getLogger(PythonRuntime.class.getName()).log(System.Logger.Level.INFO, line);

        private Builder() {}

        /** Sets the limits of interpreters that are opened without other limits. */
        public Builder withLimits(Limits newLimits) {
            limits = Objects.requireNonNull(newLimits, "limits");
            return this;
        }

        /**
         * Bounds what all interpreters of the runtime together hold of the Java heap; unbounded by default, or as the system
         * property {@code python-wasm.totalMemory} says ({@code 2 GB}). Where an interpreter that opens, or one that sleeps and is
         * called, finds no room, those that are idle are put to sleep; if that is not enough, it gets a {@link NoRoomException}.
         * What a running interpreter grows by counts from the next second on, and is bounded by its own {@link Limits}.
         */
        public Builder withTotalMemory(long bytes) {
            memory = memory.withTotal(bytes);
            return this;
        }

        /**
         * Sets the time after which an interpreter that is idle sleeps: it gives its memory of 8 MB back and keeps what differs from
         * that of a fresh one, some 40 KB; the next call wakes it within a millisecond or two. By default ten seconds, or as the system
         * property {@code python-wasm.sleepAfter} says ({@code 30 s}); a tenth of it where all that are awake hold more than a sixteenth
         * of the Java heap, and less where another needs the room. Custom modules do not sleep, nor does an interpreter while
         * a {@link org.pythonwasm.engine.typed.Batch} of it is in use.
         */
        public Builder withSleepAfter(Duration idle) {
            memory = memory.withSleepAfter(idle);
            return this;
        }

        /**
         * Sets a script that is run once, when the runtime is built. Each interpreter starts in the state that it
         * leaves, so that imports and definitions cost nothing at an open or a reset. A file that it leaves open is
         * closed in each interpreter. It has the time of a call, and a minute ({@link Limits#defaults()}) if calls have
         * less: it does what is too slow for them.
         */
        public Builder withPreparation(String script) {
            preparation = Objects.requireNonNull(script, "script");
            return this;
        }

        /**
         * Lets scripts import packages, from their first line on; none by default. They lie in {@code /site-packages}, at the end of
         * {@code sys.path}, read-only and once for all interpreters. What a preparation imports of them is part of the state
         * in which interpreters start. A second call replaces the first. A custom module finds them in its {@code PYTHONPATH}.
         */
        public Builder withPackages(Packages newPackages) {
            packages = Objects.requireNonNull(newPackages, "packages");
            return this;
        }

        /** Sets the variables in {@code os.environ}; none by default. */
        public Builder withEnvironment(Map<String, String> variables) {
            grants = grants.withEnvironment(variables);
            return this;
        }

        /**
         * Lets interpreters read a directory of the host, with everything below it. They see only files and directories
         * in it, no symbolic links. Nothing of the host is readable by default, and nothing of it is ever writable.
         *
         * @param guestPath its place for Python, an absolute path with slashes such as {@code /data}
         * @throws IllegalArgumentException if the path is not valid or taken, or there is no such directory
         */
        public Builder withReadOnlyDirectory(String guestPath, Path directory) {
            grants = grants.withDirectory(placeBesideTheLibrary(guestPath), directory);
            return this;
        }

        /** A module has its library elsewhere. */
        private String placeBesideTheLibrary(String guestPath) {
            return module == null ? Grants.besideTheLibrary(guestPath) : guestPath;
        }

        /** A scratch space with the default limits. */
        public Builder withScratchSpace(String guestPath) {
            return withScratchSpace(guestPath, ScratchLimits.defaults());
        }

        /**
         * Gives each interpreter a directory in which its scripts can create, change and remove files; by default they
         * can write nowhere. It is no directory of the host: the files are in the Java heap, nobody else sees them, and
         * they are gone when the interpreter is closed, reset or returned to its pool. Each interpreter begins with an
         * empty one, even if the preparation wrote into its own. There are no symbolic or hard links in it. A second
         * call replaces the first.
         *
         * @param guestPath its place for Python, an absolute path with slashes; {@code tempfile} looks for {@code /tmp}
         * @throws IllegalArgumentException if the path is not valid or taken
         */
        public Builder withScratchSpace(String guestPath, ScratchLimits newLimits) {
            var quota = new Quota(newLimits.bytes(), newLimits.files(), newLimits.nameLength(), newLimits.depth());
            grants = grants.withScratch(placeBesideTheLibrary(guestPath), quota);
            return this;
        }

        /**
         * The zone of local time: of {@code datetime.now()}, {@code time.localtime()}, naive times and their like; UTC by default.
         * Its rules are those of the guest's library, not of the JVM. Its name is in {@code os.environ['TZ']}, which a script may change
         * for its own interpreter, followed by {@code time.tzset()}; a variable {@code TZ} of {@link #withEnvironment} comes
         * first. A custom module gets the variable only: a CPython built for WASI has UTC, regardless of it.
         *
         * @param newZone a region that {@code zoneinfo.available_timezones()} lists, or an offset; {@link #build()}
         *     throws {@link IllegalArgumentException} if it is neither
         */
        public Builder withTimeZone(ZoneId newZone) {
            zone = Objects.requireNonNull(newZone, "zone");
            return this;
        }

        /**
         * Sets the clock of {@code time.time()} and {@code datetime.now()}; the system's by default. Sleeping uses real
         * time. The zone of the clock does not matter, see {@link #withTimeZone}.
         */
        public Builder withClock(Clock clock) {
            grants = grants.withClock(clock);
            return this;
        }

        /**
         * Makes random numbers the same in each interpreter, including those of {@code random}, {@code os.urandom} and
         * {@code uuid4}, so that a run can be repeated. Not for secrets. By default they are the operating system's,
         * and no two interpreters share them.
         */
        public Builder withRandomSeed(long seed) {
            grants = grants.withSeed(seed);
            return this;
        }

        /**
         * Sets the listener that receives the events of the runtime's interpreters. A second call replaces the first.
         */
        public Builder withListener(EngineListener newListener) {
            listener = Objects.requireNonNull(newListener, "listener");
            return this;
        }

        /**
         * Grants scripts the public members of Java objects; none by default. See {@link HostAccess}, and
         * {@code SECURITY.md} for what this gives away.
         */
        public Builder withHostAccess(HostAccess newAccess) {
            access = Objects.requireNonNull(newAccess, "access");
            return this;
        }

        /**
         * Sets whether regular expressions that are used often are compiled to JVM classes. By default they are, if the artifact
         * {@code python-wasm-regex} is there and the system property {@code python-wasm.regex} is not {@code interpreted};
         * without the artifact, CPython's own machine matches them, as it does in a module of the user's.
         */
        public Builder withCompiledRegexes(boolean compiled) {
            regexes = Optional.of(compiled ? RegexTier.found() : RegexTier.OFF);
            return this;
        }

        /**
         * Sets whether Python code that runs often is compiled to JVM classes. By default it is where the artifact
         * {@code python-wasm-jit} is there and the system property {@code python-wasm.jit} is not {@code off}; without the artifact,
         * and in a module of the user's, all code is interpreted.
         */
        public Builder withCompiledCode(boolean compiled) {
            codes = Optional.of(compiled ? CodeTier.found() : CodeTier.OFF);
            return this;
        }

        /** Uses a custom python.wasm instead of the built-in guest, for instance one that contains its library. */
        public Builder withModule(Path file) {
            return withModule(PythonModule.of(file));
        }

        /**
         * Runs a python.wasm that the user supplies, with its library, instead of the built-in guest; it sees what is granted
         * here, too. Its first use compiles it, which takes ten to thirty seconds; the result is kept on disk. Its interpreters
         * open in seconds, not milliseconds, run the preparation each, and are killed when one of the built-in guest would be
         * interrupted; everything else is the same.
         */
        public Builder withModule(PythonModule newModule) {
            module = Objects.requireNonNull(newModule, "module");
            return this;
        }

        /**
         * Applies settings, by the names of {@link PythonRuntime#settings()}: {@code module}, {@code library}, {@code home},
         * {@code path} (separated by colons), {@code options} (by spaces) and {@code cwd} as {@link PythonModule} has them, and for
         * either guest {@code packages} (a directory, see {@link Packages#in(Path)}), {@code dir} ({@code HOST:GUEST}, several separated by commas), {@code env} ({@code NAME=VALUE}, by commas) and
         * {@code scratch} ({@code DIR} or {@code DIR:SIZE}).
         *
         * @throws IllegalArgumentException a setting is unknown, or has no meaning
         */
        public Builder withSettings(Properties settings) {
            return withSettings(RuntimeSettings.split(settings));
        }

        /** The same with values that nothing separates: a list for each name. */
        public Builder withSettings(Map<String, List<String>> settings) {
            RuntimeSettings.apply(settings, this);
            return this;
        }

        /**
         * Sets the directory of compiled modules and unpacked libraries; by default {@code modules} in the directory that the
         * environment variable {@code PYTHON_WASM_CACHE} names, or in {@code ~/.cache/python-wasm}.
         */
        public Builder withCache(Path directory) {
            cache = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /**
         * Sets the receiver of progress lines while a module compiles, and of warnings; by default the system logger of
         * this class.
         */
        public Builder withProgress(Consumer<String> lines) {
            progress = Objects.requireNonNull(lines, "lines");
            return this;
        }

        /**
         * Builds the runtime. Without a custom module it shares code with {@link PythonRuntime#shared()}, and without a
         * preparation the snapshot, too.
         *
         * @throws PythonException if the preparation raised
         * @throws PythonModuleException if the module cannot be used
         * @throws IllegalArgumentException if there is no such time zone, or if a system property is wrong
         */
        public PythonRuntime build() {
            Defaults.ofSystem();
            var own = zone == null ? grants : grants.withZone(LocalZone.of(zone, Shared.IMAGE.archive()));
            if (!packages.isEmpty()) {
                own = own.withShared(Packages.PLACE, packages.files());
            }
            if (module != null) {
                return ofModule(own);
            }
            var image = Shared.template(
                    Shared.IMAGE
                            .with(own)
                            .with(regexes.orElse(Shared.IMAGE.regexes()))
                            .with(codes.orElse(Shared.IMAGE.codes())),
                    listener,
                    access,
                    memory.policy());
            boolean fresh = preparation.isEmpty() && packages.isEmpty();
            return new PythonRuntime(fresh ? image : prepared(image), limits, () -> BUILT_IN);
        }

        private PythonRuntime ofModule(Grants own) {
            var found = packages.isEmpty() ? module : module.withPath(withPackages(module.path()));
            var loaded = provider().load(found, own, Optional.ofNullable(cache), progress);
            var image = new GuestTemplate(
                    host -> new StdioGuest(loaded, host),
                    preparation,
                    GuestTemplate.RECURSION_DEPTH,
                    listener,
                    access,
                    memory.policy());
            return new PythonRuntime(image, limits, loaded::describe);
        }

        private static String[] withPackages(List<String> path) {
            return Stream.concat(path.stream(), Stream.of(Packages.PLACE)).toArray(String[]::new);
        }

        private ModuleProvider provider() {
            return ServiceLoader.load(ModuleProvider.class, PythonRuntime.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new PythonModuleException("nothing here can run " + module.file()
                            + ": add the artifact org.pythonwasm:python-wasm-modules to the class path"));
        }

        private GuestTemplate prepared(GuestTemplate image) {
            try (var python = new PythonInterpreter(image, limits.withAtLeastTheTimeOf(Limits.defaults()))) {
                if (!packages.isEmpty()) {
                    python.exec("__import__('sys').path.append('" + Packages.PLACE + "')", GuestTemplate.PREPARATION);
                }
                python.exec(preparation, GuestTemplate.PREPARATION);
                return python.image();
            }
        }
    }

    /** Returns a runtime like this one whose interpreters have that access to Java objects. */
    public PythonRuntime withHostAccess(HostAccess access) {
        return new PythonRuntime(image.withAccess(Objects.requireNonNull(access, "access")), limits, description);
    }

    /**
     * Returns a runtime like this one whose interpreters start in the state of that one, as they do after a
     * {@linkplain Builder#withPreparation preparation}: with its globals, and without Java objects and output of its own. It keeps
     * only what differs from the state in which an interpreter starts. Random numbers are drawn anew in each; objects that the
     * scripts seeded themselves are the same in all.
     *
     * @param python an interpreter of this runtime between two calls; it may be closed afterwards
     * @return empty if its state is not in its memory alone: it has open files or files in its scratch space, or runs a
     *     custom module
     */
    public Optional<PythonRuntime> startingFrom(PythonInterpreter python) {
        return python.session().toWholeImage().map(state -> new PythonRuntime(state, limits, description));
    }

    /** Opens a fresh interpreter with this runtime's limits, in milliseconds. */
    public PythonInterpreter open() {
        return open(limits);
    }

    /** Opens a fresh interpreter with other limits. */
    public PythonInterpreter open(Limits own) {
        return new PythonInterpreter(image, Objects.requireNonNull(own, "limits"));
    }

    PythonInterpreter openShared(Turns turns) {
        return new PythonInterpreter(image, limits, turns);
    }

    public Limits limits() {
        return limits;
    }

    /** Returns the activity of all interpreters of this JVM so far, whatever their runtime. */
    public static EngineMXBean activity() {
        return EngineMetrics.ALL;
    }

    /** Publishes {@link #activity()} in JMX as {@value EngineMXBean#NAME}; a second call does nothing. */
    public static void registerActivity() {
        EngineMetrics.register();
    }

    /**
     * Removes it from JMX, which would keep the application's class loader: for an application that is stopped while
     * the JVM continues.
     */
    public static void unregisterActivity() {
        EngineMetrics.unregister();
    }

    /** Returns one line about this Python and its grants. */
    public String describe() {
        return description.get();
    }
}
