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
 * Training on one text of 25 words out of 20,000, each a vector of 64, with an update by one optimizer or another: which
 * of them leave alone what did not occur.
 */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WordsBenchmark {
    private static final int WORDS = 20_000;
    private static final int WINDOW = 25;

    private final WordsAdagrad.Trainer adagrad = WordsAdagrad.create(1).newTrainer();
    private final WordsSgd.Trainer sgd = WordsSgd.create(1).newTrainer();
    private final WordsAdam.Trainer adam = WordsAdam.create(1).newTrainer();
    private final WordsMixed.Trainer mixed = WordsMixed.create(1).newTrainer();
    private final Text text = new Text(WORDS, WINDOW, 1);
    private final int[] label = {1};

    /** Updates the words of the text. */
    @Benchmark
    public float adagradGenerated() {
        text.next();
        return adagrad.train(text.inputs(), label);
    }

    /** Updates the words of the text. */
    @Benchmark
    public float sgdGenerated() {
        text.next();
        return sgd.train(text.inputs(), label);
    }

    /** Updates all words. */
    @Benchmark
    public float adamGenerated() {
        text.next();
        return adam.train(text.inputs(), label);
    }

    /** Adam, and Adagrad for the words. */
    @Benchmark
    public float mixedGenerated() {
        text.next();
        return mixed.train(text.inputs(), label);
    }
}
