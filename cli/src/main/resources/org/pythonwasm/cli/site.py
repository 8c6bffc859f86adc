def _site():
    """What Python's site module adds to the built-in names, and the engine does not import."""
    import builtins

    try:
        import _sitebuiltins
    except ImportError:
        return  # a library of the user's that goes without
    builtins.exit = _sitebuiltins.Quitter("exit", "control-D")
    builtins.quit = _sitebuiltins.Quitter("quit", "control-D")
    builtins.help = _sitebuiltins._Helper()


_site()
del _site
