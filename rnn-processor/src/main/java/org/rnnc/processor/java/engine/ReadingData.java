// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Location;
import org.rnnc.processor.schedule.Program;

/** How what has been read along other axes gets from the beginning of a sequence to each of its steps: as rows, which they share. */
public final class ReadingData {
    private static final ClassName READ = ClassName.get(RuntimePackages.GENERATED, "ReadSteps");
    private static final ClassName ROWS = ClassName.get(RuntimePackages.GENERATED, "Rows");

    private final EmissionContext context;
    private final Program program;
    private final TypeSpec.Builder type;
    private final List<Node> read;
    private final ScalarType numbers;

    ReadingData(EmissionContext context, Program program, TypeSpec.Builder type, StateLayout layout) {
        this.context = context;
        this.program = program;
        this.type = type;
        this.read = layout.read();
        this.numbers = context.numbers();
    }

    /** What a running state has of it. */
    public static TypeName type(ScalarType numbers) {
        return ParameterizedTypeName.get(READ, numbers.row());
    }

    /** Lets a step look at rows where they are; values of its own at pairs of steps get room for as many. */
    void addToStep() {
        CodeBlock.Builder code = CodeBlock.builder();
        for (int i = 0; i < read.size(); i++) {
            code.addStatement("$L = read.rows($L)", field(location(read.get(i)).buffer()), i);
        }
        AxisNames words = AxisNames.of(program);
        for (Domain.Pair pair : program.pairs()) {
            code.addStatement("this.$L.set(read.length($L))", words.order(pair), valueAlong(pair.over()));
        }
        for (Buffer buffer : context.names().layout(program).buffers()) {
            buffer.domain().pair().ifPresent(pair -> code.add(room(buffer, pair)));
        }
        type.addMethod(MethodSpec.methodBuilder("see")
                .addJavadoc("Lets the step look at what has been read of a sequence.\n")
                .addParameter(type(numbers), "read")
                .addCode(code.build())
                .build());
    }

    private CodeBlock room(Buffer buffer, Domain.Pair pair) {
        String length = "read.length(" + valueAlong(pair.over()) + ")";
        String field = field(buffer);
        return CodeBlock.builder()
                .beginControlFlow("if ($L.length < $L)", field, length)
                .addStatement(
                        "$L = $T.$L($T.max($L, 2 * $L.length), $L)",
                        field,
                        ROWS,
                        numbers.plural(),
                        Math.class,
                        length,
                        field,
                        buffer.width())
                .endControlFlow()
                .build();
    }

    /** One of the values read along an axis: they all have as many steps. */
    private int valueAlong(Axis axis) {
        for (int i = 0; i < read.size(); i++) {
            if (read.get(i).domain().equals(Domain.step(axis))) {
                return i;
            }
        }
        throw new IllegalArgumentException("nothing is read along " + axis);
    }

    /** Keeps what has been read for the steps to come. */
    void addToBeginning() {
        List<CodeBlock> free = new ArrayList<>();
        List<CodeBlock> rows = new ArrayList<>();
        CodeBlock.Builder fill = CodeBlock.builder();
        for (int i = 0; i < read.size(); i++) {
            Location location = location(read.get(i));
            String length = "this."
                    + AxisNames.of(program).order(read.get(i).domain().axis().orElseThrow()) + ".rows()";
            free.add(CodeBlock.of("$T.isFree(old, $L, $L)", READ, i, length));
            rows.add(CodeBlock.of(
                    "$T.$L($L, $L)",
                    ROWS,
                    numbers.plural(),
                    length,
                    location.buffer().width()));
            fill.addStatement(
                    "read.fill($L, $L, $L, $L, $L)",
                    i,
                    field(location.buffer()),
                    location.offset(),
                    read.get(i).size(),
                    length);
        }
        type.addMethod(MethodSpec.methodBuilder("keep")
                .addJavadoc("Keeps what has been read, where there is room for it and nobody else looks.\n")
                .addParameter(type(numbers), "old")
                .returns(type(numbers))
                .addStatement(
                        "$T read = $L ? old : new $T<>(new $T[][] {$L})",
                        type(numbers),
                        CodeBlock.join(free, " && "),
                        READ,
                        numbers.row(),
                        CodeBlock.join(rows, ", "))
                .addCode(fill.build())
                .addStatement("return read")
                .build());
    }

    private Location location(Node node) {
        return context.names().layout(program).of(node);
    }

    private String field(Buffer buffer) {
        return "this." + context.names().of(buffer);
    }
}
