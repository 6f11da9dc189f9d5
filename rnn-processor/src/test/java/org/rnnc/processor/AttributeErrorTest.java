// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;

import com.google.common.truth.Truth;
import com.google.testing.compile.Compilation;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.processor.support.JavaCompilers;

/** Each mistake in an attribute is told at its value, where javac itself shows it. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class AttributeErrorTest {
    private static final String GOOD = """
            @RnnModel(
                input = @Input(name = "x", tokens = 65),
                layers = {
                    @Layer(cell = "rnn", units = 10, as = "one"),
                    @Layer(cell = "dense", units = 65)},
                output = Activation.SOFTMAX,
                outputName = "next",
                loss = Loss.CROSS_ENTROPY,
                delta = 1,
                train = @Train(
                    window = 25,
                    batch = 2,
                    optimizer = @Optimizer(kind = OptimizerKind.ADAM, rate = 0.1, beta1 = 0.9),
                    clipValue = 5,
                    start = @Start(kind = StartKind.NORMAL, stddev = 0.1),
                    seed = 7,
                    unroll = 5,
                    gradients = {Gradient.INPUT, Gradient.STATE}))
            interface NetSpec {}
            """;

    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    private static String replaced(String from, String to) {
        String good = GOOD.replace("    delta = 1,\n", "");
        if (from.startsWith("delta")) {
            return GOOD.replace(from, to);
        }
        if (!good.contains(from)) {
            throw new IllegalArgumentException(from);
        }
        return good.replace(from, to);
    }

    @Test
    void theOriginalIsRight() {
        assertThat(new Project(compiler, root).type("NetSpec", replaced("", "")).compile())
                .succeededWithoutWarnings();
    }

    /** The value that is wrong is marked by {@code §}, which the compiler never sees. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            tokens = 65), | tokens = §0), | RNN042: size 0 is less than 1
            tokens = 65), | tokens = §-3), | RNN042
            @Input(name = "x", tokens = 65) | §@Input(name = "x") | RNN090: the input has neither tokens nor a size
            @Input(name = "x", tokens = 65) | §@Input(tokens = 2, size = 3) | RNN090: an input has tokens or a size
            name = "x" | name = §"1x" | RNN090: `1x` is not a name
            name = "x" | name = §"use" | this word is kept for later
            name = "x" | name = §"class" | RNN056: value `class` is a word of Java
            cell = "rnn", units = 10 | cell = §"run", units = 10 | RNN031: there is no cell or function `run`
            cell = "rnn", units = 10 | cell = §"rnn" | RNN039
            cell = "rnn", units = 10 | cell = §"rnn(3", units = 10 | is not a name
            cell = "rnn", units = 10 | cell = §"", units = 10 | is not a name
            cell = "rnn", units = 10 | cell = "rnn", units = §0 | RNN042: size 0 is less than 1
            units = 10 | units = 10, rate = §0.5 | RNN032: `rnn` has no option `rate`
            cell = "rnn", units = 10 | cell = "embedding", units = 10, activation = §Activation.TANH | RNN032
            units = 10 | units = 10, activation = {Activation.TANH, §Activation.RELU} | RNN041
            cell = "rnn", units = 10 | cell = §"last", bidirectional = true | RNN038: `bidirectional` takes a cell
            cell = "rnn", units = 10 | cell = "lstm", units = 10, options = @Option(name = §"forget", value = 1) | RNN032
            units = 10 | units = 10, options = §@Option(name = "bias") | RNN090: an option is a number, a function or a parameter
            as = "one" | as = §"one two" | `one two` is not a name
            as = "one" | as = §"wait" | RNN056: layer `wait`
            outputName = "next" | outputName = §"wait" | RNN056
            loss = Loss.CROSS_ENTROPY, | loss = Loss.MSE, reduction = Reduction.SUM, delta = §2, | RNN032: `mse` has no option
            loss = Loss.CROSS_ENTROPY | loss = Loss.HUBER, delta = §-1 | RNN043: `delta` is a number more than 0
            loss = Loss.CROSS_ENTROPY | reduction = §Reduction.SUM | RNN090: an option of a loss, and there is no loss
            window = 25 | window = §0 | RNN043: `window` is a whole number from 1
            batch = 2 | batch = §-2 | RNN043: `batch` is a whole number from 1
            rate = 0.1 | rate = §-0.1 | RNN043: `rate` is a number more than 0, not -0.1
            rate = 0.1 | rate = §1 / 0.0 | RNN090: Infinity is not a finite number
            kind = OptimizerKind.ADAM, rate = 0.1, beta1 = 0.9 | kind = §OptimizerKind.ADAM | RNN039: `adam` needs `rate`
            beta1 = 0.9 | momentum = §0.9 | RNN032: `adam` has no option `momentum`
            beta1 = 0.9 | beta1 = §1 | RNN043: `beta1` is a number from 0 to below 1, not 1
            clipValue = 5 | clipValue = §0 | RNN043: `clip` is a number more than 0, not 0
            clipValue = 5 | clipNorm = 5, clipNormPerTensor = §5 | RNN041
            StartKind.NORMAL, stddev = 0.1 | §StartKind.NORMAL, stddev = -1 | RNN043
            stddev = 0.1 | value = §1 | RNN032
            unroll = 5 | unroll = §-5 | RNN043: `unroll` is a whole number
            Gradient.STATE} | §Gradient.INPUT} | RNN041: `input` is given twice
            """)
    void toldAtTheValue(String from, String to, String message) {
        String marked = Project.HEADER + replaced(from, to);
        Project project = new Project(compiler, root).java("test/NetSpec.java", marked.replace("§", ""));
        Compilation compilation = project.compile();
        assertThat(compilation).hadErrorCount(1);
        Marked wrong = Marked.of(marked);
        assertThat(compilation)
                .hadErrorContaining(message)
                .inFile(project.sources().get(0))
                .onLine(wrong.line());
        var error = compilation.errors().get(0);
        if (compiler == JavaCompilers.JAVAC) {
            // Eclipse's compiler points at the attribute's name.
            Truth.assertThat(error.getStartPosition()).isEqualTo(marked.indexOf('§'));
        }
        // javac shows the place, and says that it is an error.
        Truth.assertThat(error.getMessage(Locale.ROOT)).startsWith("RNN");
    }
}
