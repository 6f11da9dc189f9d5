// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.Extent;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.View;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/** Writes how a window orders the rows of sequences of any length, and what is seen through its views. */
final class RowOrderEmitter {
    private static final ClassName ROWS = ClassName.get(RuntimePackages.GENERATED, "Rows");
    private static final String ZEROS = "zeros";

    private final Program program;
    private final FieldNames names;
    private final ScalarType numbers;
    private final Memory memory;
    private final Extent extent;
    private final TypeSpec.Builder type;

    RowOrderEmitter(EmissionContext context, Program program, Memory memory, TypeSpec.Builder type) {
        this.program = program;
        this.names = context.names();
        this.numbers = context.numbers();
        this.memory = memory;
        this.extent = memory.extent();
        this.type = type;
    }

    /** The order of the rows, and the views that follow from it. */
    void add() {
        Axis axis = program.axis();
        type.addField(FieldSpec.builder(Extent.ORDER, "sequences", Modifier.PRIVATE, Modifier.FINAL)
                .initializer(
                        "new $T($L, $L$L)",
                        Extent.ORDER,
                        extent.roomForSteps(axis),
                        extent.roomForSequences(),
                        program.isCut(axis) ? ", " + program.backwardSteps(axis) : "")
                .build());
        zerosWidth()
                .ifPresent(width ->
                        type.addField(FieldSpec.builder(numbers.rows(), ZEROS, Modifier.PRIVATE, Modifier.FINAL)
                                .addJavadoc("What is seen where there is nothing.\n")
                                .initializer("$T.$L($L, $L)", ROWS, numbers.plural(), extent.roomForSequences(), width)
                                .build()));
        List<CodeBlock> show = new ArrayList<>();
        for (View view : names.layout(program).views()) {
            type.addField(viewField(names.of(view.buffer()), extent.room(view.buffer())));
            show.add(view.kind().match(new Show(view)));
        }
        for (Memory.Repeat repeat : memory.repeats()) {
            type.addField(viewField(repeat.field().name(), extent.roomOfSteps(repeat.axis())));
            show.add(CodeBlock.of("sequences.repeat($L, $L);\n", repeat.source(), repeat.field()));
        }
        if (program.isCut(axis)) {
            show.addAll(cut());
        }
        addArrange();
        MethodSpec.Builder method = MethodSpec.methodBuilder("show")
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("Lets views refer to the rows they show.\n");
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), show);
    }

    private void addArrange() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("arrange");
        if (extent.open()) {
            method.addJavadoc("Sets how many sequences there are, and how long they are; null for full length.\n")
                    .addParameter(TypeName.INT, "steps")
                    .addParameter(TypeName.INT, "batch");
        } else {
            method.addJavadoc("Sets how long the sequences are; null for full length.\n");
        }
        type.addMethod(method.addParameter(ArrayTypeName.of(TypeName.INT), "lengths")
                .beginControlFlow("if (sequences.set($Llengths))", extent.open() ? "steps, batch, " : "")
                .addStatement("show()")
                .endControlFlow()
                .build());
    }

    /** Shows zeros where no gradients come from, in what the backward pass fills and in views of that. */
    private List<CodeBlock> cut() {
        Set<Buffer> backward = backwardBuffers();
        List<CodeBlock> code = new ArrayList<>();
        for (View view : names.layout(program).views()) {
            if (backward.contains(view.source()) && view.buffer().isPerStep()) {
                String zeros = view.absent() == null ? ZEROS : names.of(view.absent());
                code.add(CodeBlock.of("sequences.cut($L[0], $L);\n", zeros, names.of(view.buffer())));
            }
        }
        for (Buffer buffer : backward) {
            code.add(CodeBlock.of(
                    "$T.clear($L, sequences.backwardRows(), sequences.rows() - sequences.backwardRows());\n",
                    ROWS,
                    names.of(buffer)));
        }
        return code;
    }

    /** What the backward pass leaves as it is in the rows of earlier steps, where there must be nothing to see. */
    private Set<Buffer> backwardBuffers() {
        Set<Buffer> found = new LinkedHashSet<>();
        for (Stage stage : program.backward()) {
            for (Kernel kernel : stage.kernels()) {
                for (Node node : kernel.nodes()) {
                    if (names.layout(program).has(node)) {
                        found.add(names.layout(program).of(node).buffer());
                    }
                }
            }
        }
        found.removeIf(buffer -> !buffer.isPerStep());
        return found;
    }

    /** As wide as the widest view that shows zeros; none if no view does. */
    private OptionalInt zerosWidth() {
        return names.layout(program).views().stream()
                .filter(view -> view.absent() == null && !(view.kind() instanceof View.BySequence))
                .mapToInt(view -> view.buffer().width())
                .max();
    }

    private FieldSpec viewField(String name, Count rows) {
        return FieldSpec.builder(numbers.rows(), name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T[$L][]", numbers.type(), rows)
                .build();
    }

    /** By what kind of view it is what lets a view refer to the rows it shows. */
    private final class Show implements View.Cases<CodeBlock> {
        private final String to;
        private final String from;
        private final String absent;

        Show(View view) {
            this.to = names.of(view.buffer());
            this.from = names.of(view.source());
            this.absent = view.absent() == null ? ZEROS : names.of(view.absent());
        }

        @Override
        public CodeBlock previous(View.Previous kind) {
            boolean looksBack = kind.relation().looksBack();
            return CodeBlock.of("sequences.previous($L, $L, $L, $L);\n", looksBack, from, absent, to);
        }

        @Override
        public CodeBlock end(View.End kind) {
            return CodeBlock.of("sequences.selectStep($L, $L, $L, $L);\n", kind.last(), from, absent, to);
        }

        @Override
        public CodeBlock atEnd(View.AtEnd kind) {
            return CodeBlock.of("sequences.scatterStep($L, $L, $L[0], $L);\n", kind.last(), from, ZEROS, to);
        }

        @Override
        public CodeBlock bySequence(View.BySequence kind) {
            return CodeBlock.of("sequences.bySequence($L, $L);\n", from, to);
        }

        @Override
        public CodeBlock ofEmpty(View.OfEmpty kind) {
            return CodeBlock.of("sequences.ofEmpty($L, $L[0], $L);\n", from, ZEROS, to);
        }
    }
}
