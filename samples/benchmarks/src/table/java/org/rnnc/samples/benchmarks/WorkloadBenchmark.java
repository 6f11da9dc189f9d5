// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.rnnc.samples.benchmarks.workload.Generated;
import org.rnnc.samples.benchmarks.workload.Timed;
import org.rnnc.samples.benchmarks.workload.Workload;

/** The table's workloads by JMH, with its profilers: a call of the generated classes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WorkloadBenchmark {
    /** The engine, which has to be known before a generated class loads. */
    @Param({"plain", "vector"})
    public String engine;

    /** Which row of the table; {@code -p workload=W3_TRAIN,W6_INFER} chooses. */
    @Param
    public Workload workload;

    private Timed timed;

    /** Makes it. */
    @Setup
    public void make() throws Exception {
        System.setProperty(Generated.ENGINE, engine);
        timed = new Generated().workloads().get(workload).call();
    }

    /** One call: a training step, a step, a sequence, a step of 64 states. */
    @Benchmark
    public void call() {
        timed.run(1);
    }
}
