class _Prompt:
    """What the prompt of python-wasm asks of the interpreter that it is a prompt of."""

    def __init__(self):
        import codeop
        import rlcompleter
        import sys
        import traceback

        self._compile = codeop.CommandCompiler()
        self._sys = sys
        self._traceback = traceback
        self._main = sys.modules["__main__"].__dict__
        self._completer = rlcompleter.Completer(self._main)
        self.exited = False
        self.banner = f"Python {sys.version.split()[0]} in a sandbox; control-D ends"

    def incomplete(self, text):
        try:
            return self._compile(text, "<stdin>", "single") is None
        except (SyntaxError, OverflowError, ValueError):
            return False

    def run(self, text):
        try:
            code = self._compile(text + "\n", "<stdin>", "single")
        except (SyntaxError, OverflowError, ValueError) as error:
            self._traceback.print_exception(type(error), error, None)
            return
        try:
            exec(code, self._main)
        except SystemExit:
            self.exited = True
            raise
        except BaseException as error:
            self._traceback.print_exception(type(error), error, self._without_host(error.__traceback__.tb_next))

    @staticmethod
    def _without_host(trace):
        """Without the frames at its end that ask the host, where control-C ends input()."""
        last = trace
        while last and last.tb_next and "_python_wasm" not in last.tb_next.tb_frame.f_globals.get("__name__", ""):
            last = last.tb_next
        if last:
            last.tb_next = None
        return trace

    def complete(self, before):
        try:
            names = self._import_names(before)
        except Exception:
            return []  # completion never disturbs who types
        if names is not None:
            return names
        word = before
        for i in range(len(before), 0, -1):
            if not (before[i - 1].isalnum() or before[i - 1] in "_."):
                word = before[i:]
                break
        if not word:
            return []
        try:
            matches = self._completer.attr_matches(word) if "." in word else self._completer.global_matches(word)
        except Exception:
            return []  # completion never disturbs who types
        return sorted(set(match.rstrip("( ") for match in matches))


    def _import_names(self, before):
        """The names that an import may go on with; None where the line is no import."""
        import re

        statement = re.fullmatch(r"\s*(?:(?:import|from)\s+|import\s.*,\s*)([\w.]*)", before)
        if statement:
            word = statement[1]
            package, dot, _ = word.rpartition(".")
            return self._starting(word, [package + dot + name for name in self._modules(package)])
        statement = re.fullmatch(r"\s*from\s+([\w.]+)\s+import\s+(?:\(?.*,\s*|\(\s*)?(\w*)", before)
        if not statement:
            return None
        package, word = statement.groups()
        loaded = self._sys.modules.get(package)
        return self._starting(word, self._modules(package) + ([] if loaded is None else dir(loaded)))

    @staticmethod
    def _starting(word, names):
        """Without what is private, unless an underscore is typed."""
        private = word.rpartition(".")[2].startswith("_")
        return sorted(
            {name for name in names if name.startswith(word) and (private or not name.rpartition(".")[2].startswith("_"))}
        )

    def _modules(self, package):
        """The names in a package, or those at the top; nothing is imported, as that would run code."""
        import pkgutil
        from importlib.machinery import PathFinder

        path = None
        for i, name in enumerate(package.split(".") if package else []):
            spec = PathFinder.find_spec(".".join(package.split(".")[: i + 1]), path)
            if spec is None or spec.submodule_search_locations is None:
                return []
            path = spec.submodule_search_locations
        found = [module.name for module in pkgutil.iter_modules(path)]
        return found if path else found + list(self._sys.builtin_module_names)


_Prompt()
