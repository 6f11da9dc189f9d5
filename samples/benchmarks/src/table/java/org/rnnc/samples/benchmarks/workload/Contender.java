// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.workload;

import java.util.Map;
import java.util.concurrent.Callable;

/** Something that runs workloads. It lives in a JVM of its own. */
public interface Contender {
    /**
     * What it can run. Each is made when it is asked for, and for as long as it is timed.
     *
     * @return by workload; those that are missing it cannot run
     */
    Map<Workload, Callable<Timed>> workloads();

    /**
     * Whether calls allocate, also when all is compiled.
     *
     * @return no, unless a contender says so
     */
    default boolean allocates() {
        return false;
    }
}
