// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.lower.SpecCompiler;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.processor.java.api.JavaEmitter;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PlainTarget;

/** From the text of a model to the text of its classes: what the compiler adds to a build before javac reads them. */
@State(Scope.Thread)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {
    private static final boolean BOTH_ENGINES = true;
    private static final String CHARACTERS =
            "input x: token<65> output next = x |> rnn(100) |> dense(65) |> softmax loss crossEntropy(next)";

    private final String layers125 = tower(125, "rnn(3)");
    private final String layers500 = tower(500, "rnn(3)");
    private final String lstm100 = tower(100, "lstm(3)");

    private static String tower(int layers, String layer) {
        StringBuilder text = new StringBuilder("input x: vector<3>\nh0 = x\n");
        for (int i = 1; i <= layers; i++) {
            text.append("h%d = h%d |> %s\n".formatted(i, i - 1, layer));
        }
        return text.append("output y = h%d\nloss mse(y)\n".formatted(layers)).toString();
    }

    private static int compile(String text) {
        Diagnostics diagnostics = new Diagnostics();
        List<ModelSpec> models = SpecCompiler.compile(
                SpecReader.readInline(new SourceText("Net.rnn", text), "Net", diagnostics), List.of(), diagnostics);
        return JavaEmitter.emit(MemoryPlan.of(models.get(0), new PlainTarget()), BOTH_ENGINES, "net", "0", true)
                .stream()
                .mapToInt(file -> file.toString().length())
                .sum();
    }

    /** The character model. */
    @Benchmark
    public int charRnnGenerated() {
        return compile(CHARACTERS);
    }

    /** A quarter of the layers that a model may have. */
    @Benchmark
    public int layers125Generated() {
        return compile(layers125);
    }

    /** As many layers as a model may have. */
    @Benchmark
    public int layers500Generated() {
        return compile(layers500);
    }

    /** Larger layers, that nearly fill a class file. */
    @Benchmark
    public int lstm100Generated() {
        return compile(lstm100);
    }
}
