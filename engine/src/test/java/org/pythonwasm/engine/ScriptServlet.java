package org.pythonwasm.engine;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineManager;
import javax.script.ScriptException;

/** The web application of {@link ClassLoaderTest}: a script for each request, whose engine some never close. */
public final class ScriptServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** What an application leaves open when it is stopped. */
    private static ScriptEngine left;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ScriptEngine engine = new ScriptEngineManager().getEngineByName("python-wasm");
        try {
            response.getWriter().print(engine.eval("import json\njson.dumps({'answer': 6 * 7})"));
        } catch (ScriptException e) {
            throw new ServletException(e);
        }
        if (request.getPathInfo().equals("/leave")) {
            left = engine;
        } else {
            close(engine);
        }
    }

    private static void close(ScriptEngine engine) throws ServletException {
        try {
            ((AutoCloseable) engine).close();
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
