// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.samples.benchmarks.workload.Generated;
import org.rnnc.samples.benchmarks.yardstick.Yardstick;

/**
 * A column of the table.
 *
 * @param title of the column
 * @param className of the contender
 * @param kind what it is compared with
 * @param jvmArguments of its JVM, those that its users give
 */
record Entrant(String title, String className, Kind kind, List<String> jvmArguments) {
    private static final String PACKAGE = "org.rnnc.samples.benchmarks.";
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
    private static final String BITS = "-D" + Yardstick.BITS + "=";
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    /** In the order of the columns. */
    static final List<Entrant> ALL = List.of(
            generated("plain", List.of()),
            generated("vector", List.of(VECTOR_MODULE)),
            byHand(256),
            byHand(512),
            new Entrant("ONNX Runtime", PACKAGE + "peer.OnnxRuntime", Kind.PEER, List.of(NATIVE)),
            new Entrant("DJL", PACKAGE + "peer.Djl", Kind.PEER, List.of(NATIVE)));

    private static Entrant generated(String engine, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("-D" + Generated.ENGINE + "=" + engine);
        return new Entrant(engine, Generated.class.getName(), Kind.OURS, all);
    }

    /** Vectors of one size in a JVM: where there are two, C2 inlines neither well. */
    private static Entrant byHand(int bits) {
        return new Entrant(
                "by hand, " + bits + " bits",
                Yardstick.class.getName(),
                Kind.BY_HAND,
                List.of(VECTOR_MODULE, BITS + bits));
    }

    /** What it is compared with: ours with what is written by hand, the peers with ours. */
    enum Kind {
        OURS,
        BY_HAND,
        PEER
    }
}
