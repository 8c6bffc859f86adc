package org.pythonwasm.udf;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotatedMethods;
import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Which tests run in which {@link Guest}. */
final class Guests implements ArgumentsProvider, ExecutionCondition {
    /** Set by the profile all-guests. */
    private static final boolean ALL = Boolean.getBoolean("udf.all-guests");

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        var tests = context.getRequiredTestClass();
        boolean foreign = ALL
                || isAnnotated(tests, EveryGuest.class)
                || !findAnnotatedMethods(tests, EveryGuest.class, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty();
        return Arrays.stream(Guest.values())
                .filter(guest -> foreign || guest == Guest.BUILT_IN)
                .map(Arguments::of);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ofBuiltIn(context)) {
            return ConditionEvaluationResult.enabled("belongs to every build");
        }
        var reason = findAnnotation(context.getTestMethod(), BuiltInGuest.class).map(BuiltInGuest::value);
        if (reason.isPresent()) {
            return ConditionEvaluationResult.disabled(reason.get());
        }
        return ALL
                        || isAnnotated(context.getTestMethod(), EveryGuest.class)
                        || isAnnotated(context.getTestClass(), EveryGuest.class)
                ? ConditionEvaluationResult.enabled("belongs to this build")
                : ConditionEvaluationResult.disabled("runs in this guest with -Pall-guests");
    }

    /** Also of a class, and of a method with parameters before they are there. */
    private static boolean ofBuiltIn(ExtensionContext context) {
        return context.getTestInstance()
                .map(tests -> ((SqlContract) tests).database.guest() == Guest.BUILT_IN)
                .orElse(true);
    }
}
