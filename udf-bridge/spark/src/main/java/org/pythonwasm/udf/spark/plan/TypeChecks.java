package org.pythonwasm.udf.spark.plan;

import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult.TypeCheckFailure;

/** Results of checks in Spark's form. Stateless. */
final class TypeChecks {
    private TypeChecks() {}

    /** @param error empty if there is none */
    static TypeCheckResult of(Optional<String> error) {
        return error.<TypeCheckResult>map(TypeCheckFailure::new)
                .orElse(org.apache.spark.sql.catalyst.analysis.TypeCheckResult.TypeCheckSuccess$.MODULE$);
    }
}
