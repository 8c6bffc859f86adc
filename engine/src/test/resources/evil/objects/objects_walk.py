# expected: harmless: []
# deadline: 20000 ms
# Whatever is reached by attributes, items and methods without arguments: nothing of it is what nobody may use.
import python_wasm
BAD = ("java.lang.Class", "java.lang.reflect.", "java.lang.invoke.", "java.lang.Thread", "java.lang.Runtime", "java.lang.Process",
       "java.lang.Module", "ClassLoader", "javax.script.")
found, seen, waiting = [], set(), [host]
while waiting and len(seen) < 400:
    value = waiting.pop(0)
    if not isinstance(value, python_wasm.JavaObject) or id(value) in seen:
        continue
    seen.add(id(value))
    names = [n for n in dir(value) if n[:1] != "_" and n not in ("overflow", "lying", "endless", "run", "sort")]
    bad = any(part in value._java_class for part in BAD) and not value._java_class.startswith("[")
    if bad and type(value) is not python_wasm.JavaObject:
        found.append(value._java_class)
    for name in names:
        try:
            member = getattr(value, name)
            waiting.append(member() if callable(member) else member)
        except Exception:
            pass
    try:
        waiting.extend(list(value)[:20])
    except Exception:
        pass
found
