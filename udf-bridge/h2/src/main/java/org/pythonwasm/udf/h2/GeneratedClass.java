package org.pythonwasm.udf.h2;

import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;
import org.pythonwasm.udf.h2.generated.ScalarFunctionTarget;
import org.pythonwasm.udf.internal.call.ScalarCall;

/**
 * A class under construction, whose methods use an object in its one static field.
 *
 * <p>Every class has a separate loader, so that a dropped function is collected. It is no hidden class, because JDK 17
 * calls methods of those through JNI for ever, which is some ten times slower. ASM writes it: H2 needs the classes of
 * all functions when it opens a database, and more convenient tools take several times as long.
 */
final class GeneratedClass {
    private static final String NAME = GeneratedClass.class.getPackageName() + ".PythonUdf";
    private static final Type OWN = Type.getObjectType(NAME.replace('.', '/'));
    private static final String FIELD = "FUNCTION";

    private static final Method CONSTRUCTOR = new Method("<init>", "()V");

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    private final Object function;
    private final Type functionType;
    private final Type parent;

    /** @param function the content of the field */
    GeneratedClass(Class<?> parent, Object function) {
        this.parent = Type.getType(parent);
        this.function = function;
        this.functionType = Type.getType(function.getClass());
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER,
                OWN.getInternalName(),
                null,
                this.parent.getInternalName(),
                null);
        writer.visitField(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, FIELD, functionType.getDescriptor(), null, null)
                .visitEnd();
    }

    /** The code of a method before it returns the value on the stack. */
    interface Body {
        void write(GeneratorAdapter code);
    }

    void defineConstructor() {
        define(0, CONSTRUCTOR, code -> {
            code.loadThis();
            code.invokeConstructor(parent, CONSTRUCTOR);
        });
    }

    /** @param access its flags in addition to public */
    void define(int access, String name, Class<?> result, List<Class<?>> parameters, Body body) {
        var types = parameters.stream().map(Type::getType).toArray(Type[]::new);
        define(access, new Method(name, Type.getType(result), types), body);
    }

    private void define(int access, Method method, Body body) {
        var throwing = new Type[] {Type.getType(SQLException.class)};
        var code = new GeneratorAdapter(Opcodes.ACC_PUBLIC | access, method, null, throwing, writer);
        code.visitCode();
        body.write(code);
        code.returnValue();
        code.endMethod();
    }

    /** Pushes the object of the field. */
    void loadFunction(GeneratorAdapter code) {
        code.getStatic(OWN, FIELD, functionType);
    }

    static void invoke(GeneratorAdapter code, java.lang.reflect.Method method) {
        var owner = Type.getType(method.getDeclaringClass());
        if (Modifier.isStatic(method.getModifiers())) {
            code.invokeStatic(owner, Method.getMethod(method));
        } else {
            code.invokeVirtual(owner, Method.getMethod(method));
        }
    }

    Class<?> load() {
        writer.visitEnd();
        try {
            var loaded = new Loader().define(writer.toByteArray());
            loaded.getField(FIELD).set(null, function);
            return loaded;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public class with a public field", e);
        }
    }

    private static final class Loader extends ClassLoader {
        Loader() {
            super(GeneratedClass.class.getClassLoader());
            // If these are modules, the new class is in none.
            ScalarFunctionTarget.class
                    .getModule()
                    .addExports(ScalarFunctionTarget.class.getPackageName(), getUnnamedModule());
            ScalarCall.exportTo(getUnnamedModule());
        }

        Class<?> define(byte[] code) {
            return defineClass(NAME, code, 0, code.length);
        }
    }
}
