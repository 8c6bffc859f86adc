# expected: harmless: true
# All classes are reachable, and none of them leads out.
found = [c for c in object.__subclasses__() if "Popen" in c.__name__]
for c in found:
    c(["id"])
len(object.__subclasses__()) > 50 and not found
