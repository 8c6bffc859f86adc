package org.pythonwasm.udf.spark.value;

import java.util.List;
import scala.collection.immutable.Map;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Lists and maps of Java as those of Scala, and back. Stateless. */
public final class Sequences {
    private Sequences() {}

    @SafeVarargs
    @SuppressWarnings("varargs") // the array is copied
    public static <T> Seq<T> of(T... items) {
        return of(List.of(items));
    }

    public static <T> Seq<T> of(List<? extends T> items) {
        return CollectionConverters.<T>asScala(List.<T>copyOf(items)).toIndexedSeq();
    }

    /** Returns a map of Scala. */
    @SuppressWarnings("unchecked")
    public static <K, V> Map<K, V> map(java.util.Map<K, V> entries) {
        Map<K, V> map = scala.collection.immutable.Map$.MODULE$.empty();
        for (var entry : entries.entrySet()) {
            map = (Map<K, V>) map.updated(entry.getKey(), entry.getValue());
        }
        return map;
    }

    public static <T> List<T> list(scala.collection.Seq<T> items) {
        return CollectionConverters.asJava(items);
    }
}
