package org.pythonwasm.translator;

import static org.objectweb.asm.Opcodes.*;

import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;
import org.pythonwasm.machine.code.CodeFunctions;
import org.pythonwasm.machine.memory.CodeHost;
import org.pythonwasm.machine.memory.Digests;
import org.pythonwasm.machine.memory.GuestExports;
import org.pythonwasm.machine.memory.GuestInstance;
import org.pythonwasm.machine.memory.HostImports;
import org.pythonwasm.machine.memory.JavaCalls;
import org.pythonwasm.machine.memory.JavaStack;
import org.pythonwasm.machine.memory.Regexes;
import org.pythonwasm.machine.wasi.TimeZones;
import org.pythonwasm.machine.wasi.Wasi;
import org.pythonwasm.machine.wasi.WasiClocks;
import org.pythonwasm.machine.wasi.WasiDescriptors;
import org.pythonwasm.machine.wasi.WasiFileData;
import org.pythonwasm.machine.wasi.WasiPaths;
import org.pythonwasm.machine.wasi.WasiProcess;
import org.pythonwasm.translator.bytecode.Bytecode;

/**
 * The two borders of the guest, bound by name when it is translated: imports call the parts of {@link Wasi} or, of the module
 * {@code python_wasm}, {@link CodeHost}, {@link Digests}, {@link JavaCalls}, {@link JavaStack}, {@link Regexes} and
 * {@link TimeZones}; exports are {@link GuestExports}, and what compiled Python code calls {@link CodeFunctions}.
 */
final class AbiBinder {
    private static final int ENOSYS = 52;
    private static final List<Host> WASI = List.of(
            new Host(WasiProcess.class, Wasi.class, "process"),
            new Host(WasiClocks.class, Wasi.class, "clocks"),
            new Host(WasiDescriptors.class, Wasi.class, "descriptors"),
            new Host(WasiFileData.class, Wasi.class, "content"),
            new Host(WasiPaths.class, Wasi.class, "paths"));
    private static final List<Host> OWN = List.of(
            new Host(CodeHost.class, GuestInstance.class, "codes"),
            new Host(Digests.class, GuestInstance.class, "digests"),
            new Host(JavaCalls.class, GuestInstance.class, "javaCalls"),
            new Host(JavaStack.class, null, null),
            new Host(Regexes.class, GuestInstance.class, "regexes"),
            new Host(TimeZones.class, Wasi.class, "zones"));

    /** A class of the host whose public methods are imports, and the field that holds it; none for static methods. */
    private record Host(Class<?> type, Class<?> holder, String field, Map<String, String> methods) {
        Host(Class<?> type, Class<?> holder, String field) {
            this(
                    type,
                    holder,
                    field,
                    Arrays.stream(type.getDeclaredMethods())
                            .filter(method -> java.lang.reflect.Modifier.isPublic(method.getModifiers()))
                            .collect(Collectors.toMap(
                                    java.lang.reflect.Method::getName, Type::getMethodDescriptor, (a, b) -> a)));
        }

        String owner() {
            return Type.getInternalName(type);
        }

        /** Pushes it onto the stack. */
        void load(MethodVisitor method, int guest) {
            if (field == null) {
                return;
            }
            method.visitVarInsn(ALOAD, guest);
            if (holder == Wasi.class) {
                method.visitFieldInsn(GETFIELD, Bytecode.GUEST, "imports", Type.getDescriptor(HostImports.class));
                method.visitTypeInsn(CHECKCAST, Type.getInternalName(Wasi.class));
            }
            method.visitFieldInsn(GETFIELD, Type.getInternalName(holder), field, Type.getDescriptor(type));
        }
    }

    private AbiBinder() {}

    /** Emits the body of {@code func_N} for an import. */
    static void emitImport(ClassVisitor visitor, int function, FunctionImport imported, FunctionType type) {
        Host host = host(imported);
        String expected = JvmTypes.descriptor(type).replace(Bytecode.GUEST_DESCRIPTOR, "");
        String found = host == null ? null : host.methods.get(imported.name());
        if (found != null && !found.equals(expected)) {
            throw new IllegalArgumentException(host.type.getSimpleName() + "." + imported.name() + " is " + found
                    + ", the guest expects " + expected);
        }
        var method =
                visitor.visitMethod(ACC_PUBLIC | ACC_STATIC, "func_" + function, JvmTypes.descriptor(type), null, null);
        method.visitCode();
        if (found == null) {
            method.visitIntInsn(BIPUSH, ENOSYS);
        } else {
            host.load(method, JvmTypes.slots(type));
            loadArguments(method, Type.getArgumentTypes(found), 0);
            method.visitMethodInsn(
                    host.field == null ? INVOKESTATIC : INVOKEVIRTUAL, host.owner(), imported.name(), found, false);
        }
        method.visitInsn(JvmTypes.result(type).getOpcode(IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    /**
     * Returns null for a WASI function that the host lacks, which is reported when the guest calls it. Imports of the
     * module {@code python_wasm} must all exist.
     */
    private static Host host(FunctionImport imported) {
        boolean own = imported.module().equals("python_wasm");
        var found = (own ? OWN : WASI)
                .stream()
                        .filter(host -> host.methods.containsKey(imported.name()))
                        .findFirst();
        if (own && found.isEmpty()) {
            throw new IllegalArgumentException("the host has no function " + imported.name());
        }
        return found.orElse(null);
    }

    /** Emits the class that implements {@link GuestExports}. */
    static void emitExports(
            ClassVisitor visitor, GuestModule module, String className, Function<Integer, String> owner) {
        emitExports(visitor, module, className, owner, GuestExports.class);
        visitor.visitEnd();
    }

    /** Emits the class that implements {@link CodeFunctions}. */
    static void emitCodeFunctions(
            ClassVisitor visitor, GuestModule module, String className, Function<Integer, String> owner) {
        emitExports(visitor, module, className, owner, CodeFunctions.class);
        String lookup = "java/lang/invoke/MethodHandles";
        var method = visitor.visitMethod(ACC_PUBLIC, "lookup", "()L" + lookup + "$Lookup;", null, null);
        method.visitCode();
        method.visitMethodInsn(INVOKESTATIC, lookup, "lookup", "()L" + lookup + "$Lookup;", false);
        method.visitInsn(ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        emitHandlers(visitor, module, owner);
        visitor.visitEnd();
    }

    private static void emitHandlers(ClassVisitor visitor, GuestModule module, Function<Integer, String> owner) {
        var handlers = new TreeMap<Integer, Integer>(module.table());
        handlers.values()
                .removeIf(function ->
                        !JvmTypes.descriptor(module.functionType(function)).equals(CodeFunctions.HANDLER));
        var method = visitor.visitMethod(ACC_PUBLIC, "handler", "(I)Ljava/lang/String;", null, null);
        method.visitCode();
        var none = new Label();
        var labels = handlers.keySet().stream().map(number -> new Label()).toArray(Label[]::new);
        method.visitVarInsn(ILOAD, 1);
        method.visitLookupSwitchInsn(
                none, handlers.keySet().stream().mapToInt(Integer::intValue).toArray(), labels);
        int next = 0;
        for (int function : handlers.values()) {
            method.visitLabel(labels[next++]);
            method.visitLdcInsn(owner.apply(function) + ".func_" + function);
            method.visitInsn(ARETURN);
        }
        method.visitLabel(none);
        method.visitInsn(ACONST_NULL);
        method.visitInsn(ARETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void emitExports(
            ClassVisitor visitor,
            GuestModule module,
            String className,
            Function<Integer, String> owner,
            Class<?> exports) {
        visitor.visit(V11, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, className, null, Type.getInternalName(exports), null);
        var constructor = visitor.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(ALOAD, 0);
        constructor.visitMethodInsn(INVOKESPECIAL, Type.getInternalName(exports), "<init>", "()V", false);
        constructor.visitInsn(RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        Arrays.stream(exports.getDeclaredMethods())
                .filter(m -> java.lang.reflect.Modifier.isAbstract(m.getModifiers()))
                .sorted((a, b) -> a.getName().compareTo(b.getName()))
                .forEach(m -> emitExport(visitor, module, owner, m.getName(), Type.getMethodDescriptor(m)));
    }

    private static void emitExport(
            ClassVisitor visitor, GuestModule module, Function<Integer, String> owner, String name, String descriptor) {
        int function = module.exportedFunction(name);
        String found = JvmTypes.descriptor(module.functionType(function));
        if (!found.equals(descriptor)) {
            throw new IllegalArgumentException(name + " is " + descriptor + ", the guest has " + found);
        }
        var method = visitor.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
        method.visitCode();
        loadArguments(method, Type.getArgumentTypes(descriptor), 1);
        method.visitMethodInsn(INVOKESTATIC, owner.apply(function), "func_" + function, descriptor, false);
        method.visitInsn(Type.getReturnType(descriptor).getOpcode(IRETURN));
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void loadArguments(MethodVisitor method, Type[] types, int firstSlot) {
        int slot = firstSlot;
        for (Type type : types) {
            method.visitVarInsn(type.getOpcode(ILOAD), slot);
            slot += type.getSize();
        }
    }
}
