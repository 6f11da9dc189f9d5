// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.samples.benchmarks.workload.Generated;

/**
 * A column of the table.
 *
 * @param title of the column
 * @param className of the contender
 * @param ours whether it is generated code
 * @param jvmArguments of its JVM, those that its users give
 */
record Entrant(String title, String className, boolean ours, List<String> jvmArguments) {
    private static final String PACKAGE = "org.rnnc.samples.benchmarks.";
    private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    static final Entrant PLAIN = generated("plain", List.of());
    static final Entrant VECTOR = generated("vector", List.of(VECTOR_MODULE));
    static final Entrant YARDSTICK =
            new Entrant("by hand", PACKAGE + "yardstick.Yardstick", false, List.of(VECTOR_MODULE));

    /** In the order of the columns. */
    static final List<Entrant> ALL = List.of(
            PLAIN,
            VECTOR,
            YARDSTICK,
            new Entrant("ONNX Runtime", PACKAGE + "peer.OnnxRuntime", false, List.of(NATIVE)),
            new Entrant("DJL", PACKAGE + "peer.Djl", false, List.of(NATIVE)));

    private static Entrant generated(String engine, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("-D" + Generated.ENGINE + "=" + engine);
        return new Entrant(engine, Generated.class.getName(), true, all);
    }
}
