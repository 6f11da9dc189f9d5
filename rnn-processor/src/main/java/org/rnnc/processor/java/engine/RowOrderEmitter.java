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
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.NodeSteps;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.Extent;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.View;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/** Writes how a window orders the rows of sequences of any length, along each axis, and what is seen through its views. */
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

    /** What is to be known of trees before they are taken: whether they are any, and how many nodes they have. */
    void addChecks(Graph graph) {
        for (Axis axis : program.axes()) {
            if (axis.isTree()) {
                addChecks(axis, isSided(graph, axis));
            }
        }
        program.nodeSteps().forEach(this::addCheck);
        for (DataParameter input : DataParameter.inputs(graph)) {
            if (DataMethods.isOfLeaves(graph, input)) {
                type.addMethod(DataMethods.checkLeaves(graph, program, numbers, input));
            }
        }
    }

    /** Whether a state looks at the left or the right child of a node. */
    private static boolean isSided(Graph graph, Axis axis) {
        return graph.nodes().stream()
                .anyMatch(node -> node.op() instanceof Op.Previous previous
                        && (previous.link() == Relation.Link.LEFT || previous.link() == Relation.Link.RIGHT)
                        && node.domain().axis().filter(axis::equals).isPresent());
    }

    private void addChecks(Axis axis, boolean sided) {
        AxisNames words = extent.names();
        MethodSpec.Builder check = MethodSpec.methodBuilder(words.checkTrees(axis))
                .addJavadoc("Checks what trees look like, before anything changes.\n")
                .addParameter(ClassName.get(String.class), "what");
        if (extent.open()) {
            check.addParameter(TypeName.INT, "steps").addParameter(TypeName.INT, "batch");
        }
        type.addMethod(check.addParameter(ArrayTypeName.of(TypeName.INT), "trees")
                .addStatement(
                        "$L.check(what, $L$L, trees)", words.order(axis), extent.open() ? "steps, batch, " : "", sided)
                .build());
        type.addMethod(MethodSpec.methodBuilder(words.nodeCounts(axis))
                .addJavadoc("How many nodes the trees have that were checked last.\n")
                .returns(ArrayTypeName.of(TypeName.INT))
                .addStatement("return $L.nodeCounts()", words.order(axis))
                .build());
    }

    /** Of trees that have been checked: whether there is a node for each step of their sequences. */
    private void addCheck(NodeSteps places) {
        AxisNames words = extent.names();
        type.addMethod(MethodSpec.methodBuilder(words.check(places))
                .addJavadoc(
                        "Checks that the trees have a node for each step of their sequences, before anything changes.\n")
                .addParameter(ClassName.get(String.class), "what")
                .addParameter(TypeName.INT, "steps")
                .addParameter(TypeName.INT, "batch")
                .addParameter(ArrayTypeName.of(TypeName.INT), "lengths")
                .addStatement(
                        "$L.check(what, $S, steps, batch, lengths)",
                        words.order(places),
                        places.steps().name())
                .build());
    }

    /** The order of the rows, and the views that follow from it. */
    void add() {
        program.axes().forEach(this::addOrder);
        program.pairs().forEach(this::addOrder);
        program.nodeSteps().forEach(this::addOrder);
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
            boolean each = repeat.as() != Memory.Shown.IN_ORDER;
            type.addField(viewField(
                    repeat.field().name(), each ? extent.roomOfSteps(repeat.axis()) : extent.roomForSequences()));
            show.add(CodeBlock.of(
                    "$L.$L($L, $L);\n",
                    repeat.as().isOfChildren() ? extent.children(repeat.axis()) : extent.order(repeat.axis()),
                    repeat.as().method(),
                    repeat.source(),
                    repeat.field()));
        }
        if (program.axes().stream().anyMatch(program::isCut)) {
            show.addAll(cut());
        }
        addArrange();
        MethodSpec.Builder method = MethodSpec.methodBuilder("show")
                .addModifiers(Modifier.PRIVATE)
                .addJavadoc("Lets views refer to the rows they show.\n");
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), show);
    }

    private void addOrder(Axis axis) {
        String more = program.isCut(axis) ? ", " + program.backwardSteps(axis) : "";
        if (!extent.isFirst(axis)) {
            more += ", " + extent.order(program.firstAxis());
        }
        ClassName order = Extent.orderType(axis);
        type.addField(FieldSpec.builder(order, extent.names().order(axis), Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T($L, $L$L)", order, extent.roomForSteps(axis), extent.roomForSequences(), more)
                .build());
        if (axis.isTree()) {
            ClassName children = ClassName.get(RuntimePackages.ORDER, "ChildRows");
            type.addField(FieldSpec.builder(children, extent.names().children(axis), Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("$L.children()", extent.order(axis))
                    .build());
        }
    }

    private void addOrder(Domain.Pair pair) {
        ClassName order = ClassName.get(RuntimePackages.ORDER, "PairedSequences");
        type.addField(FieldSpec.builder(order, extent.names().order(pair), Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T($L, $L)", order, extent.order(pair.along()), extent.order(pair.over()))
                .build());
    }

    private void addOrder(NodeSteps places) {
        ClassName order = ClassName.get(RuntimePackages.ORDER, "NodeSteps");
        type.addField(FieldSpec.builder(order, extent.names().order(places), Modifier.PRIVATE, Modifier.FINAL)
                .initializer(
                        "new $T($L, $L, $L)",
                        order,
                        extent.order(places.steps()),
                        extent.order(places.tree()),
                        places.leaves())
                .build());
    }

    private void addArrange() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("arrange");
        AxisNames words = extent.names();
        if (extent.open()) {
            method.addJavadoc("Sets how many sequences there are, and how long they are; null for full length.\n");
            program.axes().forEach(axis -> method.addParameter(TypeName.INT, words.steps(axis)));
            method.addParameter(TypeName.INT, "batch");
        } else {
            method.addJavadoc("Sets how long the sequences are; null for full length.\n");
        }
        program.axes().forEach(axis -> method.addParameter(ArrayTypeName.of(TypeName.INT), words.lengths(axis)));
        String changed = program.axes().stream()
                .map(axis -> words.order(axis) + ".set(" + (extent.open() ? words.steps(axis) + ", batch, " : "")
                        + words.lengths(axis) + ")")
                .collect(Collectors.joining(" | "));
        method.beginControlFlow("if ($L)", changed);
        program.pairs().forEach(pair -> method.addStatement("$L.arrange()", extent.order(pair)));
        type.addMethod(method.addStatement("show()").endControlFlow().build());
    }

    private FieldRef order(Buffer buffer) {
        return extent.order(buffer.domain().axis().orElseThrow());
    }

    /** Shows zeros where no gradients come from, in what the backward pass fills and in views of that. */
    private List<CodeBlock> cut() {
        Set<Buffer> backward = backwardBuffers();
        List<CodeBlock> code = new ArrayList<>();
        for (View view : names.layout(program).views()) {
            if (backward.contains(view.source()) && view.buffer().isPerStep()) {
                String zeros = view.absent() == null ? ZEROS : names.of(view.absent());
                code.add(CodeBlock.of("$L.cut($L[0], $L);\n", order(view.buffer()), zeros, names.of(view.buffer())));
            }
        }
        for (Buffer buffer : backward) {
            code.add(CodeBlock.of(
                    "$T.clear($L, $L.backwardRows(), $L.rows() - $L.backwardRows());\n",
                    ROWS,
                    names.of(buffer),
                    order(buffer),
                    order(buffer),
                    order(buffer)));
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
        private final View view;
        private final String to;
        private final String from;
        private final String absent;

        Show(View view) {
            this.view = view;
            this.to = names.of(view.buffer());
            this.from = names.of(view.source());
            this.absent = view.absent() == null ? ZEROS : names.of(view.absent());
        }

        @Override
        public CodeBlock previous(View.Previous kind) {
            boolean looksBack = kind.relation().looksBack();
            FieldRef order = extent.order(kind.relation().axis());
            if (kind.link() == Relation.Link.CHILD && looksBack) {
                return CodeBlock.of(
                        "$L.each($L, $L);\n", extent.children(kind.relation().axis()), from, to);
            }
            if (kind.link() != Relation.Link.STEP) {
                return CodeBlock.of(
                        "$L.$L($L, $L, $L);\n", extent.children(kind.relation().axis()), link(kind), from, absent, to);
            }
            return CodeBlock.of("$L.previous($L, $L, $L, $L);\n", order, looksBack, from, absent, to);
        }

        /** The method that shows rows of children, or of parents. */
        private String link(View.Previous kind) {
            boolean looksBack = kind.relation().looksBack();
            return switch (kind.link()) {
                case LEFT -> looksBack ? "left" : "parentOfLeft";
                case RIGHT -> looksBack ? "right" : "parentOfRight";
                case CHILD -> "fromParent";
                case STEP -> throw new IllegalArgumentException("no child: " + kind);
            };
        }

        @Override
        public CodeBlock end(View.End kind) {
            FieldRef order = extent.order(kind.axis());
            return CodeBlock.of("$L.selectStep($L, $L, $L, $L);\n", order, kind.last(), from, absent, to);
        }

        @Override
        public CodeBlock atEnd(View.AtEnd kind) {
            FieldRef order = extent.order(kind.axis());
            return CodeBlock.of("$L.scatterStep($L, $L, $L[0], $L);\n", order, kind.last(), from, ZEROS, to);
        }

        @Override
        public CodeBlock bySequence(View.BySequence kind) {
            return CodeBlock.of("$L.bySequence($L, $L);\n", extent.order(program.firstAxis()), from, to);
        }

        @Override
        public CodeBlock atPairs(View.AtPairs kind) {
            boolean along = kind.axis().equals(kind.pair().along());
            String method = !along ? "over" : view.buffer().isOfStep() ? "alongOfStep" : "along";
            return CodeBlock.of("$L.$L($L, $L);\n", extent.order(kind.pair()), method, from, to);
        }

        @Override
        public CodeBlock ofEmpty(View.OfEmpty kind) {
            return CodeBlock.of("$L.ofEmpty($L, $L[0], $L);\n", extent.order(kind.axis()), from, ZEROS, to);
        }

        @Override
        public CodeBlock ofLeaves(View.OfLeaves kind) {
            return CodeBlock.of("$L.ofLeaves($L, $L[0], $L);\n", extent.order(kind.axis()), from, ZEROS, to);
        }

        @Override
        public CodeBlock atNodes(View.AtNodes kind) {
            return CodeBlock.of("$L.atNodes($L, $L[0], $L);\n", extent.order(kind.places()), from, ZEROS, to);
        }

        @Override
        public CodeBlock ofNodes(View.OfNodes kind) {
            return CodeBlock.of("$L.ofNodes($L, $L[0], $L);\n", extent.order(kind.places()), from, ZEROS, to);
        }
    }
}
