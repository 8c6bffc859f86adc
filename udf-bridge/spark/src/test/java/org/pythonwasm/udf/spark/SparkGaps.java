package org.pythonwasm.udf.spark;

import static org.junit.jupiter.api.extension.ConditionEvaluationResult.disabled;
import static org.junit.jupiter.api.extension.ConditionEvaluationResult.enabled;
import static org.junit.platform.commons.support.AnnotationSupport.isAnnotated;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.pythonwasm.udf.EveryGuest;

/**
 * What the contracts of all databases promise and Spark cannot do, by test, with the reason.
 *
 * <p>Whole contracts that Spark does not have: those of JDBC, of races (threads that share a connection) and of resources (time limits
 * of queries, connections that end), because Spark has no connections of this project; that of safety, because Spark's own tables know no
 * UPDATE, DELETE and MERGE, nor transactions; that of statements, because names have no schema and no case.
 */
final class SparkGaps implements ExecutionCondition {
    /** Set by the profile all-guests. */
    private static final boolean ALL = Boolean.getBoolean("udf.all-guests");

    /**
     * Contracts of which the default build runs in Spark what it runs in every guest, and the named tests, which pass through Spark's own
     * rows, operators and errors: the others look at what the core does in each database, and take Spark half a minute a contract.
     */
    private static final Map<Class<?>, Set<String>> LONG = Map.of(
            SparkAggregateTest.class,
            Set.of(),
            SparkTypeTest.class,
            Set.of(),
            SparkErrorTest.class,
            Set.of(),
            SparkExceptionTest.class,
            Set.of(
                    "an_exception_has_its_state_its_headline_and_its_line_everywhere",
                    "an_exception_that_is_no_error_in_python_is_one_in_sql"),
            SparkTableFunctionTest.class,
            Set.of(
                    "a_generator_makes_a_table",
                    "its_rows_are_joined_grouped_and_ordered",
                    "a_limit_ends_an_endless_generator",
                    "rows_have_the_java_class_of_their_type",
                    "a_null_for_a_strict_parameter_makes_an_empty_table",
                    "a_limit_ends_the_rows_before_an_error",
                    "an_exception_between_rows_shows_the_traceback_and_the_connection_goes_on",
                    "a_function_that_dies_gets_a_new_interpreter",
                    "a_table_parameter_gets_the_rows_of_a_query",
                    "a_query_of_a_table_parameter_calls_the_same_function",
                    "a_table_parameter_gets_many_rows",
                    "every_type_of_a_query_arrives_in_python",
                    "an_error_of_the_query_is_the_error"));

    /** Tests of other contracts that look at the core alone: at CREATE, or at what Python raised. */
    private static final Set<String> OF_CORE = Set.of(
            "a_hint_that_names_no_class_of_an_sql_type_counts_as_none",
            "a_hint_with_several_classes_says_whether_null_is_wanted",
            "every_exception_has_its_sqlstate",
            "what_does_not_fit_the_declaration_is_refused",
            "what_fits_the_declaration_is_created");

    private static final String NAME = "Spark has a function of that name itself, which CREATE refuses";
    private static final String NEW = "Spark repeats a task that failed, and the next attempt starts anew";
    private static final String UUID = "Spark has no UUID";
    private static final String TIMEOUT = "a query of Spark has no time limit; CancellationTest cancels jobs";
    private static final String JDBC = "Spark has no JDBC connections";
    private static final String DECIMAL = "a DECIMAL without precision is DECIMAL(38, 18) in Spark";
    private static final String FOLDED = "names are in lower case in Spark";
    private static final String VIEW = "Spark stores no view that calls a function of the session";

    private static final Map<String, String> REASONS = Map.ofEntries(
            // Type
            Map.entry("a_wrong_type_of_a_scalar_is_named", UUID),
            Map.entry("hints_of_the_new_types_are_checked_and_make_null_calls", UUID),
            Map.entry("a_default_may_be_a_literal_of_most_types", UUID),
            Map.entry("a_text_of_a_megabyte_passes_also_inside_of_an_array", NAME),
            // Error
            Map.entry("a_name_of_a_built_in_function_is_refused", "Spark's own words, which ErrorTest has"),
            // Exception
            Map.entry("a_function_goes_on_in_its_interpreter_after_an_error", NEW),
            // Kind
            Map.entry("an_aggregate_that_fails_a_thousand_times_leaves_nothing", NEW),
            Map.entry("a_table_function_that_fails_a_thousand_times_leaves_nothing", NEW),
            Map.entry("a_lost_row_of_a_table_parameter_is_none_of_another_argument", "a call has one TABLE in Spark"),
            Map.entry("distinct_in_a_window_counts_each_value_once", "Spark has no DISTINCT in windows"),
            // Value
            Map.entry("a_decimal_without_precision_has_the_digits_that_python_gave_it", DECIMAL),
            Map.entry("dates_and_times_of_jdbcs_own_classes_pass_as_they_stand", JDBC),
            // Aggregate
            Map.entry("show_python_functions_tells_the_kind", FOLDED),
            Map.entry("an_exception_of_a_result_shows_the_traceback", NAME),
            Map.entry("rows_that_a_failed_statement_left_behind_fail_no_other", NAME),
            Map.entry("a_result_has_the_declared_type", NAME),
            Map.entry("a_query_timeout_ends_the_function_and_the_connection_goes_on", TIMEOUT),
            Map.entry("two_connections_share_no_state", "functions belong to a session in Spark"),
            // Function
            Map.entry("ten_thousand_failing_calls_leave_memory_flat_and_the_connection_usable", NEW),
            Map.entry("functions_are_created_from_prepared_statements_and_batches", JDBC),
            Map.entry("aborting_a_connection_ends_the_function_that_runs_and_no_other", JDBC),
            Map.entry("statements_in_one_text_run_in_order", "a text of Spark holds one statement"),
            Map.entry("the_table_of_functions_counts_calls_and_errors", FOLDED),
            Map.entry("half_of_a_surrogate_pair_is_no_text", NAME),
            Map.entry("large_objects_of_a_megabyte_pass", NAME),
            Map.entry("decimals_far_from_one_are_zero_or_out_of_range_at_once", DECIMAL),
            // TableFunction
            Map.entry("a_query_timeout_ends_the_generator_and_the_connection_goes_on", TIMEOUT),
            Map.entry("a_view_and_a_prepared_statement_call_it", VIEW));

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String reason = REASONS.get(context.getTestMethod().map(Method::getName).orElse(""));
        if (reason != null) {
            return disabled(reason);
        }
        boolean belongs = ALL || context.getTestMethod().isEmpty() || belongs(context);
        return belongs ? enabled("Spark keeps it") : disabled("runs in Spark with -Pall-guests");
    }

    private static boolean belongs(ExtensionContext context) {
        String name = context.getRequiredTestMethod().getName();
        var kept = LONG.get(context.getRequiredTestClass());
        return kept == null
                ? !OF_CORE.contains(name)
                : kept.contains(name) || isAnnotated(context.getTestMethod(), EveryGuest.class);
    }
}
