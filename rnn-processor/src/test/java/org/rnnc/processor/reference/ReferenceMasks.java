// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.reference;

import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.runtime.random.RandomSource;

/**
 * Random masks as docs/numerics.md defines them, an element at a time and in long arithmetic: nothing of the runtime's
 * generator is used.
 *
 * @param seed of the model
 * @param update number of the update
 * @param ids of the sequences
 */
public record ReferenceMasks(long seed, long update, long[] ids) {
    private static final long WORD = 0xffffffffL;

    /** Those of a window whose sequences are called by their places. */
    public static ReferenceMasks of(long seed, long update, int batch) {
        return new ReferenceMasks(
                seed, update, java.util.stream.LongStream.range(0, batch).toArray());
    }

    /** A matrix is row-major. */
    double[] values(Op.Mask mask, Shape shape, Domain domain, int step, int sequence) {
        double[] values = new double[(int) shape.elements()];
        int columns = shape instanceof Shape.Matrix matrix ? matrix.columns() : 1;
        for (int i = 0; i < values.length; i++) {
            long id = domain.isOnce() ? 0 : ids[sequence];
            int row = domain.isPerStep() ? step : i % columns;
            long bits = element(rowKey(mask.site(), id, row), i / columns);
            boolean chosen = bits >>> 1 < Math.round(mask.probability() * (1L << 31));
            values[i] = chosen ? mask.mean() / mask.probability() : 0;
        }
        return values;
    }

    /** Whether a step has the model's own token. */
    boolean isOwn(Op.Likeliest choice, int step, int sequence) {
        long bits = element(rowKey("sampling/" + choice.output(), ids[sequence], step), 0);
        return bits >>> 1 < Math.round(choice.probability() * (1L << 31));
    }

    private long rowKey(String site, long id, int row) {
        long key = RandomSource.of(seed).split("mask/" + site).nextLong();
        for (long part : new long[] {update, id, row}) {
            key = splitMix(key + part);
        }
        return key;
    }

    private static long splitMix(long state) {
        long z = state + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** 32 bits. */
    private static long element(long key, int unit) {
        long x = (unit + (key & WORD)) & WORD;
        x = (x ^ (x >> 17)) * 0xed5ad4bbL & WORD;
        x = ((x ^ (x >> 11)) + (key >>> 32)) * 0xac4c1b51L & WORD;
        x = (x ^ (x >> 15)) * 0x31848babL & WORD;
        return x ^ (x >> 14);
    }
}
