package org.pythonwasm.engine.internal.object;

/** The protocols by the kinds of a type. */
final class Protocols {
    private Protocols() {}

    static Protocol of(int kinds) {
        if ((kinds & JavaType.MAP) != 0) {
            return new MapProtocol();
        }
        if ((kinds & JavaType.RECORD) != 0) {
            return new RecordProtocol();
        }
        if ((kinds & JavaType.LIST) != 0) {
            return new ListProtocol();
        }
        if ((kinds & JavaType.ARRAY) != 0) {
            return new ArrayProtocol();
        }
        return (kinds & (JavaType.COLLECTION | JavaType.SET)) != 0
                ? new CollectionProtocol()
                : new IterationProtocol(kinds);
    }
}
