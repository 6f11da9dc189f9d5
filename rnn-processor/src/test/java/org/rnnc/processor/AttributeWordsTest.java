// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import static com.google.testing.compile.CompilationSubject.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rnnc.processor.support.JavaCompilers;
import org.rnnc.runtime.annotation.Activation;
import org.rnnc.runtime.annotation.Loss;
import org.rnnc.runtime.annotation.OptimizerKind;
import org.rnnc.runtime.annotation.Reduction;
import org.rnnc.runtime.annotation.StartKind;

/** Each constant of the attributes' enumerations is a word of the language, and the other way round. */
@ParameterizedClass
@EnumSource(JavaCompilers.class)
class AttributeWordsTest {
    @Parameter
    JavaCompilers compiler;

    @TempDir
    Path root;

    private void compile(String attributes) {
        Project project = new Project(compiler, root)
                .type("NetSpec", "@RnnModel(input = @Input(size = 2), " + attributes + ") interface NetSpec {}\n");
        assertThat(project.compile()).succeededWithoutWarnings();
    }

    @ParameterizedTest
    @EnumSource
    void activations(Activation activation) {
        compile("layers = @Layer(cell = \"dense\", units = 3, activation = Activation." + activation
                + "), output = Activation." + activation);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CROSS_ENTROPY", "NONE"})
    void losses(Loss loss) {
        for (Reduction reduction : Reduction.values()) {
            compile("layers = @Layer(cell = \"dense\", units = 3), loss = Loss." + loss + ", reduction = Reduction."
                    + reduction);
        }
    }

    @ParameterizedTest
    @EnumSource
    void optimizers(OptimizerKind kind) {
        org.rnnc.dsl.model.Optimizer.Kind meant = org.rnnc.dsl.model.Optimizer.Kind.valueOf(kind.name());
        String options = meant.options().stream()
                .map(option -> option.name()
                        + switch (option.range()) {
                            case SWITCH -> " = true";
                            case ABOVE_ONE -> " = 1.5";
                            default -> " = 0.5";
                        })
                .collect(Collectors.joining(", "));
        compile("layers = @Layer(cell = \"dense\", units = 3), loss = Loss.MSE, train = @Train(optimizer = "
                + "@Optimizer(kind = OptimizerKind." + kind + ", " + options + "))");
    }

    @Test
    void allOptimizersAndTheirOptions() {
        assertEquals(names(org.rnnc.dsl.model.Optimizer.Kind.values()), names(OptimizerKind.values()));
        Set<String> options = new TreeSet<>(Set.of("kind", "forLayers"));
        for (org.rnnc.dsl.model.Optimizer.Kind kind : org.rnnc.dsl.model.Optimizer.Kind.values()) {
            kind.options().forEach(option -> options.add(option.name()));
        }
        Set<String> attributes = new TreeSet<>();
        for (var method : org.rnnc.runtime.annotation.Optimizer.class.getDeclaredMethods()) {
            attributes.add(method.getName());
        }
        assertEquals(options, attributes);
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    @ParameterizedTest
    @EnumSource
    void starts(StartKind kind) {
        String option = switch (kind) {
            case ZEROS, XAVIER, HE, LECUN, PYTORCH -> "";
            case ORTHOGONAL, IDENTITY -> ", gain = 2";
            case CONSTANT -> ", value = 1";
            case NORMAL -> ", stddev = 0.1";
            case UNIFORM -> ", limit = 0.1";
        };
        compile("layers = @Layer(cell = \"dense\", units = 3), loss = Loss.MSE, train = @Train(start = @Start("
                + "kind = StartKind." + kind + option + "))");
    }

    /** What is not given means what the annotations say as their defaults. */
    @Test
    void defaults() throws ReflectiveOperationException {
        var train = org.rnnc.runtime.annotation.Train.class;
        String layers = "layers = @Layer(cell = \"rnn\", units = 3), loss = Loss.MSE";
        String given = layers + ", reduction = Reduction.MEAN, precision = Precision.FLOAT, outputName = \"y\", "
                + "train = @Train(window = " + train.getMethod("window").getDefaultValue()
                + ", batch = " + train.getMethod("batch").getDefaultValue()
                + ", seed = " + train.getMethod("seed").getDefaultValue()
                + ", unroll = Train.AUTO, carryState = false, start = @Start(kind = StartKind.XAVIER), optimizer = "
                + "@Optimizer(kind = OptimizerKind.SGD, rate = 0.01))";
        assertEquals(generated(given), generated(layers));
        var optimizers = (org.rnnc.runtime.annotation.Optimizer[])
                train.getMethod("optimizer").getDefaultValue();
        var optimizer = optimizers[0];
        assertEquals(OptimizerKind.SGD, optimizer.kind());
        assertEquals(0.01, optimizer.rate());
    }

    private Object generated(String attributes) {
        return Project.generated(new Project(compiler, root)
                .type("NetSpec", "@RnnModel(input = @Input(size = 2), " + attributes + ") interface NetSpec {}\n")
                .compile());
    }
}
