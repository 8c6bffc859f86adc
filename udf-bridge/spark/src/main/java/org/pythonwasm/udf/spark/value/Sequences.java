package org.pythonwasm.udf.spark.value;

import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Lists of Java as sequences of Scala, and back. Stateless. */
public final class Sequences {
    private Sequences() {}

    @SafeVarargs
    public static <T> Seq<T> of(T... items) {
        return of(List.of(items));
    }

    public static <T> Seq<T> of(List<? extends T> items) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(items)).toIndexedSeq();
    }

    public static <T> List<T> list(scala.collection.Seq<T> items) {
        return CollectionConverters.asJava(items);
    }
}
