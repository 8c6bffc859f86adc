/*
 * The guest's way in: a reactor that initialises CPython once (the host then takes a snapshot of linear memory) and
 * serves requests.
 */
#include "binary.h"

#include <stdio.h>

#define STDLIB "/usr/local/lib/python313.zip"

PyObject *pw_prelude;

/*
 * WASI's paths are UTF-8. In UTF-8 mode (PEP 540) names beyond ASCII can be opened, and open() takes files for UTF-8; the locale of
 * an empty environment, C.UTF-8, makes open(encoding="locale") agree.
 */
static PyStatus
preinitialize(void)
{
    PyPreConfig config;
    PyPreConfig_InitIsolatedConfig(&config);
    config.utf8_mode = 1;
    config.configure_locale = 1;
    return Py_PreInitialize(&config);
}

static PyStatus
initialize(PyConfig *config)
{
    config->site_import = 0;
    config->write_bytecode = 0;
    config->install_signal_handlers = 0;
    config->parse_argv = 0;
    config->pathconfig_warnings = 0;
    /* All forks have the seed of the snapshot anyway; a known one keeps builds the same. README names it a limitation. */
    config->use_hash_seed = 1;
    config->hash_seed = 0;
    config->module_search_paths_set = 1;
    PyStatus status = PyWideStringList_Append(&config->module_search_paths, L"" STDLIB);
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(config, &config->home, "/usr/local");
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(config, &config->program_name, "python3");
    }
    if (!PyStatus_Exception(status)) {
        status = PyConfig_SetBytesString(config, &config->executable, "");
    }
    return PyStatus_Exception(status) ? status : Py_InitializeFromConfig(config);
}

/*
 * What CPython's traceback imports when it first formats an exception. In the snapshot, or each interpreter would read it from
 * the archive for its first error, which may be the one that says that its time is over.
 */
static int
import_for_reports(void)
{
    static const char *const modules[] = {"ast", "_suggestions"};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        PyObject *module = PyImport_ImportModule(modules[i]);
        if (module == NULL) {
            return -1;
        }
        Py_DECREF(module);
    }
    return 0;
}

/* Once, before the snapshot. Returns 0, or 1 with the reason on stderr. */
PW_EXPORT(pw_init)
int
pw_init(void)
{
    int added = PyImport_AppendInittab("_scrypt", pw_scrypt_module) == 0
                && PyImport_AppendInittab("_border", pw_border_module) == 0;
    PyStatus status = added ? preinitialize() : PyStatus_NoMemory();
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    if (!PyStatus_Exception(status)) {
        status = initialize(&config);
    }
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) {
        fprintf(stderr, "CPython did not start: %s\n", status.err_msg ? status.err_msg : "no reason given");
        return 1;
    }
    pw_prelude = PyImport_ImportModule("_python_wasm");
    if (pw_prelude == NULL || pw_values_init() < 0 || pw_encode_init() < 0 || pw_decode_init() < 0
        || pw_exchange_init() < 0 || import_for_reports() < 0) {
        PyErr_Print();
        return 1;
    }
    return 0;
}

static int
report_once(void)
{
    PyObject *error = PyErr_GetRaisedException();
    PyObject *done = PyObject_CallMethod(pw_prelude, "report", "O", error);
    Py_XDECREF(error);
    Py_XDECREF(done);
    return done == NULL ? -1 : 0;
}

void
pw_report(void)
{
    /* The deadline may fall into the report: then it is what the host is told. */
    if (report_once() < 0 && report_once() < 0) {
        /* The host sees the missing line. */
        PyErr_Clear();
    }
}

/* Serves the one request line that waits on stdin. Nonzero: there is no reply, discard this interpreter. */
PW_EXPORT(pw_serve)
int
pw_serve(void)
{
    pw_enter();
    PyObject *done = PyObject_CallMethod(pw_prelude, "serve", NULL);
    if (done == NULL) {
        pw_report();
        return 1;
    }
    Py_DECREF(done);
    return 0;
}

/*
 * Around a call that the host makes while the guest waits for it, in os.write for instance: CPython has let go of its
 * thread state there. Returns whether it had, which pw_detach restores.
 */
PW_EXPORT(pw_attach)
int
pw_attach(void)
{
    if (PyThreadState_GetUnchecked() != NULL) {
        return 0;
    }
    PyEval_RestoreThread(PyGILState_GetThisThreadState());
    return 1;
}

PW_EXPORT(pw_detach)
void
pw_detach(void)
{
    PyEval_SaveThread();
}
