// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Training on one window of 25 steps, forward and backward through time with clipping and an update by Adagrad: 65
 * tokens, hidden size 100.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TrainingBenchmark {
    private static final int BATCH = 16;

    private final CharRnn.Trainer rnn = CharRnn.create(1).newTrainer();
    private final CharRnnBatch16.Trainer rnnBatch16 = CharRnnBatch16.create(1).newTrainer();
    private final CharRnnInFull.Trainer rnnInFull = CharRnnInFull.create(1).newTrainer();
    private final CharRnnDropout.Trainer rnnDropout = CharRnnDropout.create(1).newTrainer();
    private final CharRnnDropConnect.Trainer rnnDropConnect =
            CharRnnDropConnect.create(1).newTrainer();
    private final CharGru.Trainer gru = CharGru.create(1).newTrainer();
    private final CharLstm.Trainer lstm = CharLstm.create(1).newTrainer();
    private final HandWrittenCharRnn handWritten =
            Parameters.copied(CharRnn.create(1).newTrainer());
    private final Text text = new Text(HandWrittenCharRnn.TOKENS, HandWrittenCharRnn.WINDOW, 1);
    private final Text texts = new Text(HandWrittenCharRnn.TOKENS, HandWrittenCharRnn.WINDOW, BATCH);

    /** The compiler's. */
    @Benchmark
    public float rnnGenerated() {
        text.next();
        return rnn.train(text.inputs(), text.targets());
    }

    /** The same, by hand. */
    @Benchmark
    public float rnnHandWritten() {
        text.next();
        return handWritten.train(text.inputs(), text.targets());
    }

    /** Every step written out. */
    @Benchmark
    public float rnnInFullGenerated() {
        text.next();
        return rnnInFull.train(text.inputs(), text.targets());
    }

    /** With random masks of 2,600 elements. */
    @Benchmark
    public float rnnDropoutGenerated() {
        text.next();
        return rnnDropout.train(text.inputs(), text.targets());
    }

    /** With a random mask of 10,000 elements, and what is left of the matrix in a copy. */
    @Benchmark
    public float rnnDropConnectGenerated() {
        text.next();
        return rnnDropConnect.train(text.inputs(), text.targets());
    }

    /** Sixteen texts at once. */
    @Benchmark
    public float rnnBatch16Generated() {
        texts.next();
        return rnnBatch16.train(texts.inputs(), texts.targets());
    }

    /** With three gates. */
    @Benchmark
    public float gruGenerated() {
        text.next();
        return gru.train(text.inputs(), text.targets());
    }

    /** With four gates. */
    @Benchmark
    public float lstmGenerated() {
        text.next();
        return lstm.train(text.inputs(), text.targets());
    }
}
