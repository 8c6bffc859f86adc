# expected: harmless: true
own = host.itself()
own[0] is own
