// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import org.rnnc.runtime.annotation.RnnModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.training.WindowSource;

/** Sequences of tokens, each of its number alone, as parts of four or as batches of all parts together. */
final class Texts implements Supply {
    private static final long serialVersionUID = 1;

    static final int TOKENS = 12;
    static final int WINDOWS = 1000;

    @RnnModel(name = "Part", text = """
            input  x: token<12>
            output next = x |> gru(16) |> dropout(0.2) |> dense(12) |> softmax
            loss   crossEntropy(next)
            train { window 8; batch 4; optimizer adam(rate = 0.01); clip norm 1; seed 3 }
            """)
    interface PartSpec {}

    @RnnModel(name = "Whole", text = """
            input  x: token<12>
            output next = x |> gru(16) |> dropout(0.2) |> dense(12) |> softmax
            loss   crossEntropy(next)
            train { window 8; batch 32; optimizer adam(rate = 0.01); clip norm 1; seed 3 }
            """)
    interface WholeSpec {}

    @RnnModel(name = "Carrying", text = """
            input  x: token<12>
            output next = x |> gru(16) |> dense(12) |> softmax
            loss   crossEntropy(next)
            train { window 8, carry state; optimizer sgd(rate = 0.1) }
            """)
    interface CarryingSpec {}

    @Override
    public Model newModel() {
        return Part.create(7);
    }

    @Override
    public WindowSource newSource() {
        return source(newModel().info());
    }

    static WindowSource source(ModelInfo info) {
        return new WindowSource() {
            @Override
            public int windows() {
                return WINDOWS;
            }

            @Override
            public Batch batch(int index) {
                int[] x = new int[info.window() * info.batch()];
                int[] next = new int[x.length];
                for (int i = 0; i < info.batch(); i++) {
                    long number = (long) index * info.batch() + i;
                    for (int step = 0; step < info.window(); step++) {
                        x[step * info.batch() + i] = token(number, step);
                        next[step * info.batch() + i] = token(number, step + 1);
                    }
                }
                return Batch.of(info, x, next);
            }
        };
    }

    /** Each sequence counts on by a step of its own, now and then disturbed. */
    private static int token(long sequence, int step) {
        long mixed = sequence * 0x9e3779b97f4a7c15L;
        mixed ^= mixed >>> 29;
        long disturbed = (mixed + step * 0xd1342543de82ef95L) >>> 60 == 0 ? 5 : 0;
        return Math.floorMod((mixed >>> 8) + step * (1 + (mixed >>> 40 & 3)) + disturbed, TOKENS);
    }
}
