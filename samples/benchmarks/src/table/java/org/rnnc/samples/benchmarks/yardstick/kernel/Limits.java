// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks.yardstick.kernel;

import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.L;
import static org.rnnc.samples.benchmarks.yardstick.kernel.Shape.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * What the processor can do at most: multiply-adds, and reads by size of what is read.
 */
final class Limits {
    private Limits() {}

    /** Multiply-adds that wait for nothing but the units. */
    static float multiplyAdds(int times, float x) {
        FloatVector a = FloatVector.broadcast(S, x);
        FloatVector b = FloatVector.broadcast(S, 0.5f);
        FloatVector s0 = FloatVector.broadcast(S, 1);
        FloatVector s1 = FloatVector.broadcast(S, 2);
        FloatVector s2 = FloatVector.broadcast(S, 3);
        FloatVector s3 = FloatVector.broadcast(S, 4);
        FloatVector s4 = FloatVector.broadcast(S, 5);
        FloatVector s5 = FloatVector.broadcast(S, 6);
        FloatVector s6 = FloatVector.broadcast(S, 7);
        FloatVector s7 = FloatVector.broadcast(S, 8);
        FloatVector s8 = FloatVector.broadcast(S, 9);
        FloatVector s9 = FloatVector.broadcast(S, 10);
        FloatVector s10 = FloatVector.broadcast(S, 11);
        FloatVector s11 = FloatVector.broadcast(S, 12);
        for (int i = 0; i < times; i++) {
            s0 = s0.fma(b, a);
            s1 = s1.fma(b, a);
            s2 = s2.fma(b, a);
            s3 = s3.fma(b, a);
            s4 = s4.fma(b, a);
            s5 = s5.fma(b, a);
            s6 = s6.fma(b, a);
            s7 = s7.fma(b, a);
            s8 = s8.fma(b, a);
            s9 = s9.fma(b, a);
            s10 = s10.fma(b, a);
            s11 = s11.fma(b, a);
        }
        return s0.add(s1.add(s2.add(s3.add(s4.add(s5.add(s6.add(s7.add(s8.add(s9.add(s10.add(s11)))))))))))
                .reduceLanes(VectorOperators.ADD);
    }

    /** Reads an array from its beginning to its end. */
    static float read(float[] x, int size) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = FloatVector.zero(S);
        FloatVector s2 = FloatVector.zero(S);
        FloatVector s3 = FloatVector.zero(S);
        FloatVector s4 = FloatVector.zero(S);
        FloatVector s5 = FloatVector.zero(S);
        FloatVector s6 = FloatVector.zero(S);
        FloatVector s7 = FloatVector.zero(S);
        for (int i = 0; i < size; i += 8 * L) {
            s0 = s0.add(FloatVector.fromArray(S, x, i));
            s1 = s1.add(FloatVector.fromArray(S, x, i + L));
            s2 = s2.add(FloatVector.fromArray(S, x, i + 2 * L));
            s3 = s3.add(FloatVector.fromArray(S, x, i + 3 * L));
            s4 = s4.add(FloatVector.fromArray(S, x, i + 4 * L));
            s5 = s5.add(FloatVector.fromArray(S, x, i + 5 * L));
            s6 = s6.add(FloatVector.fromArray(S, x, i + 6 * L));
            s7 = s7.add(FloatVector.fromArray(S, x, i + 7 * L));
        }
        return s0.add(s1.add(s2.add(s3.add(s4.add(s5.add(s6.add(s7))))))).reduceLanes(VectorOperators.ADD);
    }
}
