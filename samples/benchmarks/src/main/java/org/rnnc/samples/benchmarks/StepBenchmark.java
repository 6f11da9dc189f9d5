// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One step of streaming inference: a datum in, an answer out. A call makes many, since one is too short to time. */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StepBenchmark {
    private static final int STEPS = 10;

    private final CharRnn model = CharRnn.create(1);
    private final CharRnn.Session session = model.newSession();
    private final CharRnn.State state = model.newState();
    private final HandWrittenCharRnn handWritten = Parameters.copied(model.newTrainer());
    private final float[] next = new float[HandWrittenCharRnn.TOKENS];
    private float[] hidden = new float[HandWrittenCharRnn.HIDDEN];
    private float[] newHidden = new float[HandWrittenCharRnn.HIDDEN];
    private int token;

    private final Gru16.Session gru16 = Gru16.create(1).newSession();
    private final Gru16.State state16 = gru16.model().newState();
    private final float[] x16 = Parameters.random(16);
    private final float[] y16 = new float[16];

    private final Gru64.Session gru64 = Gru64.create(1).newSession();
    private final Gru64.State state64 = gru64.model().newState();
    private final float[] x64 = Parameters.random(64);
    private final float[] y64 = new float[64];

    private final Gru256.Session gru256 = Gru256.create(1).newSession();
    private final Gru256.State state256 = gru256.model().newState();
    private final float[] x256 = Parameters.random(256);
    private final float[] y256 = new float[256];

    /** The compiler's. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float[] rnnGenerated() {
        for (int i = 0; i < STEPS; i++) {
            session.step(state, nextToken(), next);
        }
        return next;
    }

    /** The same, by hand. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float[] rnnHandWritten() {
        for (int i = 0; i < STEPS; i++) {
            handWritten.step(hidden, newHidden, nextToken(), next);
            float[] old = hidden;
            hidden = newHidden;
            newHidden = old;
        }
        return next;
    }

    /** Hidden size 16, input size 16. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float[] gru16Generated() {
        for (int i = 0; i < STEPS; i++) {
            gru16.step(state16, x16, y16);
        }
        return y16;
    }

    /** Hidden size 64, input size 64. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float[] gru64Generated() {
        for (int i = 0; i < STEPS; i++) {
            gru64.step(state64, x64, y64);
        }
        return y64;
    }

    /** Hidden size 256, input size 256. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public float[] gru256Generated() {
        for (int i = 0; i < STEPS; i++) {
            gru256.step(state256, x256, y256);
        }
        return y256;
    }

    private int nextToken() {
        token = (token + 1) % HandWrittenCharRnn.TOKENS;
        return token;
    }
}
