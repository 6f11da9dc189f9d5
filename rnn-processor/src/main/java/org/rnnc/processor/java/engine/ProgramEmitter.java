// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.java.Comments;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.MethodSplitter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.Unrolling;
import org.rnnc.processor.java.expression.Count;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.Extent;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.ProgramPanels;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.StepLoop;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.naming.EquationPrinter;

/** What the step and the window have in common: a workspace, and methods that run stages over it. */
final class ProgramEmitter {
    private static final ClassName ROWS = ClassName.get(RuntimePackages.GENERATED, "Rows");

    private final EmissionContext context;
    private final Plan plan;
    private final Program program;
    private final FieldNames names;
    private final ScalarType numbers;
    private final KernelEmitter kernels;
    private final Memory memory;
    private final TypeSpec.Builder type;
    /** What states are at each step. */
    private final Set<Node> carried;

    private final Distinct methods = new Distinct("");
    private final EquationPrinter equations;
    private final ProgramPanels panels;
    private Scratch scratch = Scratch.NONE;

    ProgramEmitter(EmissionContext context, KernelEmitter kernels, Program program, TypeSpec.Builder type) {
        this.context = context;
        this.plan = context.plan();
        this.program = program;
        this.names = context.names();
        this.numbers = context.numbers();
        this.kernels = kernels;
        this.memory = new Memory(plan, names, program, "weights");
        this.type = type;
        this.panels = new ProgramPanels(plan.packs());
        this.equations = new EquationPrinter(plan.labels());
        this.carried = program.states().stream().map(State::definition).collect(Collectors.toSet());
    }

    Memory memory() {
        return memory;
    }

    /** A method that runs the forward stages in order; a loop over time gets a method of its own for its step. */
    void addForward(String name, String documentation, String prefix) {
        if (program.single()) {
            List<KernelEmitter.Work> all = kernels.emit(program, memory);
            all.forEach(work -> need(work.call().scratch()));
            MethodSpec.Builder method = MethodSpec.methodBuilder(name).addJavadoc("$L\n", documentation);
            MethodSplitter.addMethod(type, method, CodeBlock.of(""), explained(all, ""));
        } else {
            addMethod(name, documentation, List.of(), program.forward(), prefix, memory);
        }
    }

    /**
     * The backward pass, over the steps that gradients come from.
     *
     * @param before statements that come first
     */
    void addBackward(String documentation, List<CodeBlock> before) {
        Memory within = memory.of(Extent.backward(program));
        addMethod("backward", documentation, before, program.backward(), "backward", within);
    }

    private void addMethod(
            String name,
            String documentation,
            List<CodeBlock> before,
            List<Stage> order,
            String prefix,
            Memory within) {
        List<CodeBlock> body = new ArrayList<>(before);
        CodeBlock locals = rows(order, within.extent());
        Optional<List<CodeBlock>> ahead = Optional.empty();
        for (Stage stage : order) {
            List<KernelEmitter.Work> work = work(stage, within);
            if (stage.kind() instanceof Stage.Ahead || stage.kind().isLoop()) {
                body.add(panels.before(work)); // not at each step
            }
            List<CodeBlock> calls = explained(work, stage.kind().isLoop() ? ", of this step" : "");
            if (stage.kind() instanceof Stage.Ahead) {
                ahead = Optional.of(calls); // its loop is next
            } else if (stage.kind().isLoop()) {
                body.addAll(beginTotals(stage, within));
                body.add(heading(stage, ahead.isPresent()));
                body.add(loop(prefix, stage, ahead, calls, within));
                ahead = Optional.empty();
            } else {
                body.add(heading(stage, false));
                body.addAll(calls);
            }
        }
        MethodSpec.Builder method = MethodSpec.methodBuilder(name).addJavadoc("$L\n", documentation);
        MethodSplitter.addMethod(type, method, locals, body);
    }

    /** Zeros in sums over all steps that a loop takes up as it goes. */
    private List<CodeBlock> beginTotals(Stage stage, Memory within) {
        List<CodeBlock> zeros = stage.kernels().stream()
                .map(kernel -> kernel.nodes().get(0))
                .filter(node -> node.op() instanceof Op.SumAll)
                .map(node -> within.locate(node, stage.kind()))
                .map(total ->
                        CodeBlock.of("$T.fill($L, $L);\n", java.util.Arrays.class, total.row(), numbers.literal(0)))
                .distinct()
                .toList();
        return zeros.isEmpty()
                ? zeros
                : Stream.concat(
                                Stream.of(Comments.line("Sums that begin at zero, and take up each step:")),
                                zeros.stream())
                        .toList();
    }

    /**
     * A loop, with a method for its step, and one for what is computed ahead of it.
     *
     * @param ahead the calls for that, if there are any
     */
    private CodeBlock loop(
            String prefix, Stage stage, Optional<List<CodeBlock>> ahead, List<CodeBlock> calls, Memory within) {
        Axis axis = loop(stage).relation().axis();
        String layer = FieldNames.upper(layer(stage));
        String step = methods.of(prefix + layer);
        addStep(step, stage, within.extent(), ahead.isPresent(), calls);
        if (ahead.isPresent()) {
            String rows = methods.of(prefix + "AheadOf" + layer);
            addAhead(rows, stage, within.extent(), ahead.get());
            return stepLoop(step, stage, within.extent())
                    .ahead(
                            rows,
                            within.extent().order(axis),
                            chunk(within.extent().stepsAhead(axis)));
        }
        boolean full = plan.model().training().unroll().kind() == Training.Unroll.Kind.FULL;
        return full && !program.isOpen() && !axis.isTree()
                ? full(step, stage, within)
                : stepLoop(step, stage, within.extent())
                        .inChunks(chunk(within.extent().steps(axis)));
    }

    /**
     * What there is to know of a stage: which steps it takes, and why so many at once.
     *
     * @param ahead whether some of a loop's work is done ahead of it
     */
    private CodeBlock heading(Stage stage, boolean ahead) {
        Stage.Kind kind = stage.kind();
        boolean tree = kind.axis().stream().anyMatch(Axis::isTree);
        if (kind instanceof Stage.Loop loop && tree) {
            return Comments.line(
                    "Level by level, " + (loop.relation().looksBack() ? "from the leaves:" : "from the root:"));
        }
        if (kind instanceof Stage.Steps && tree) {
            return Comments.line(
                    kind.isPerChild()
                            ? "For all children of all nodes at once:"
                            : "For all nodes of all trees at once:");
        }
        if (kind instanceof Stage.Loop loop) {
            return Comments.line("Step by step" + (loop.relation().looksBack() ? "" : ", from the last to the first")
                    + (ahead ? "; what none waits for, a few steps ahead:" : ":"));
        }
        if (kind instanceof Stage.Tokens tokens) {
            return Comments.line("For each of the " + tokens.count() + " tokens:");
        }
        return Comments.line(
                kind instanceof Stage.Once
                        ? "Once:"
                        : kind instanceof Stage.Steps
                                ? "For all steps at once, out of the loop, since none waits for another:"
                                : "For each sequence:");
    }

    /**
     * Each call under a line that says what it computes, and after what has to be filled for it.
     *
     * @param part which part a sum over all steps takes up here
     */
    private List<CodeBlock> explained(List<KernelEmitter.Work> all, String part) {
        List<CodeBlock> explained = new ArrayList<>();
        for (KernelEmitter.Work work : all) {
            CodeBlock call = work.call().code();
            if (!call.isEmpty()) { // else another call does it
                CodeBlock.Builder lines = panels.before(List.of(work)).toBuilder();
                for (Kernel kernel : work.kernels()) {
                    boolean total = kernel.nodes().get(0).op() instanceof Op.SumAll;
                    lines.add(Comments.line(equations.line(kernel) + (total ? part : "")));
                }
                explained.add(lines.add(call).build());
            }
        }
        return explained;
    }

    /** The method for what a loop needs of the next few steps. */
    private void addAhead(String name, Stage stage, Extent extent, List<CodeBlock> calls) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PRIVATE)
                .addParameter(TypeName.INT, Extent.BEGIN)
                .addParameter(
                        TypeName.INT, extent.names().rows(loop(stage).relation().axis()));
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), calls);
    }

    /** @param ahead whether it reads what is computed ahead of it */
    private void addStep(String name, Stage stage, Extent extent, boolean ahead, List<CodeBlock> calls) {
        Axis axis = loop(stage).relation().axis();
        FieldRef order = extent.order(axis);
        MethodSpec.Builder step =
                MethodSpec.methodBuilder(name).addModifiers(Modifier.PRIVATE).addParameter(TypeName.INT, "t");
        CodeBlock locals = extent.isOneSequence(axis)
                ? CodeBlock.of("")
                : CodeBlock.of("int first = $L.first(t);\nint count = $L.count(t);\n", order, order);
        if (ahead) {
            step.addParameter(TypeName.INT, Extent.BEGIN);
            locals = CodeBlock.of(
                    "$Lint $L = $L - $L;\n", locals, Extent.AHEAD, extent.first(Domain.step(axis)), Extent.BEGIN);
        }
        boolean children = stage.kernels().stream()
                .anyMatch(kernel -> kernel.nodes().get(0).domain().isPerChild());
        if (children) {
            locals = CodeBlock.of(
                    "$Lint $L = $L.first(t);\nint $L = $L.count(t);\n",
                    locals,
                    Extent.FIRST_CHILD,
                    extent.children(axis),
                    Extent.CHILD_COUNT,
                    extent.children(axis));
        }
        MethodSplitter.addMethod(type, step, locals, calls);
    }

    /** Of each axis how many rows there are, if a kernel works on all of them; loops have methods of their own. */
    private CodeBlock rows(List<Stage> order, Extent extent) {
        Set<Domain> needed = order.stream()
                .filter(stage -> !stage.kind().isLoop() && !(stage.kind() instanceof Stage.Ahead))
                .flatMap(stage -> stage.kernels().stream())
                .flatMap(kernel -> kernel.nodes().stream())
                .flatMap(ProgramEmitter::rowsOf)
                .collect(Collectors.toSet());
        CodeBlock.Builder locals = CodeBlock.builder();
        for (Axis axis : program.axes()) {
            if (needed.contains(Domain.step(axis))) {
                locals.addStatement("int $L = $L", extent.names().rows(axis), extent.allRows(axis));
            }
            if (needed.contains(Domain.child(axis))) {
                locals.addStatement("int $L = $L", extent.names().childRows(axis), extent.allChildRows(axis));
            }
        }
        return locals.build();
    }

    /** Of what a kernel that computes {@code node} works on all rows. */
    private static Stream<Domain> rowsOf(Node node) {
        boolean ofSequences = node.op() instanceof Op.OverSteps && node.domain().isPerSequence();
        return ofSequences
                ? Stream.empty()
                : Stream.concat(Stream.of(node), node.inputs().stream())
                        .map(Node::domain)
                        .filter(Domain::isPerStep);
    }

    /** The layer whose state a loop carries. */
    private String layer(Stage stage) {
        return stage.kernels().stream()
                .flatMap(kernel -> kernel.nodes().stream())
                .filter(carried::contains)
                .findFirst()
                .map(plan.labels()::name)
                .map(name -> Identifier.ofLabel(name.layer().isEmpty() ? name.word() : name.layer()))
                .orElse("Loop");
    }

    private static Stage.Loop loop(Stage stage) {
        return (Stage.Loop) stage.kind();
    }

    /** Whether a loop begins with step 0, which may be the last of each sequence. */
    private boolean isRising(Stage stage) {
        Relation relation = loop(stage).relation();
        return relation.looksBack() != program.isCut(relation.axis());
    }

    private StepLoop stepLoop(String step, Stage stage, Extent extent) {
        return new StepLoop(
                step, isRising(stage), extent.allSteps(loop(stage).relation().axis()));
    }

    /** How many steps are written out at a time, of a loop over so many. */
    private int chunk(int steps) {
        return Unrolling.chunk(plan.model().training().unroll(), steps);
    }

    /** Every step of the window written out, for sequences of full length; a loop for others. */
    private CodeBlock full(String name, Stage stage, Memory within) {
        Axis axis = loop(stage).relation().axis();
        int steps = within.extent().steps(axis);
        List<CodeBlock> calls = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            int t = isRising(stage) ? i : steps - 1 - i;
            List<CodeBlock> step = work(stage, within.at(t)).stream()
                    .map(work -> work.call().code())
                    .toList();
            calls.add(CodeBlock.of("// step $L\n$L", t, step.get(0)));
            calls.addAll(step.subList(1, step.size()));
        }
        String all = methods.of(name + "Steps");
        MethodSpec.Builder method = MethodSpec.methodBuilder(all).addModifiers(Modifier.PRIVATE);
        MethodSplitter.addMethod(type, method, CodeBlock.of(""), calls);
        return CodeBlock.builder()
                .beginControlFlow("if ($L.isFull())", within.extent().order(axis))
                .addStatement("$L()", all)
                .nextControlFlow("else")
                .add(stepLoop(name, stage, within.extent()).inChunks(1))
                .endControlFlow()
                .build();
    }

    /** What a stage's kernels do. */
    private List<KernelEmitter.Work> work(Stage stage, Memory within) {
        List<KernelEmitter.Work> all = kernels.emit(stage, within);
        all.forEach(work -> need(work.call().scratch()));
        return all;
    }

    /** Tells of memory that methods need on the way, besides the program's own kernels. */
    void need(Scratch more) {
        scratch = scratch.or(more);
    }

    /** The workspace: called after all methods are there, since they decide what is needed. */
    void addFields() {
        type.addField(
                FieldSpec.builder(ClassName.get("", WeightsEmitter.TYPE), "weights", Modifier.PRIVATE, Modifier.FINAL)
                        .build());
        CodeBlock.Builder constructor = CodeBlock.builder().addStatement("this.weights = weights");
        for (Buffer buffer : names.layout(program).buffers()) {
            type.addField(field(buffer));
        }
        if (program.single()) {
            ClassName pairs = ClassName.get(RuntimePackages.ORDER, "PairedSequences");
            program.pairs()
                    .forEach(pair -> type.addField(FieldSpec.builder(
                                    pairs, memory.extent().names().order(pair), Modifier.PRIVATE, Modifier.FINAL)
                            .initializer("new $T()", pairs)
                            .build()));
        }
        if (!program.single()) {
            RowOrderEmitter order = new RowOrderEmitter(context, program, memory, type);
            order.add();
            order.addChecks(plan.model().graph());
            constructor.addStatement("show()");
        }
        type.addFields(panels.fields(numbers));
        scratch.addTo(type, numbers);
        MethodSpec.Builder method = MethodSpec.constructorBuilder()
                .addParameter(ParameterSpec.builder(ClassName.get("", WeightsEmitter.TYPE), "weights")
                        .build());
        if (program.isOpen()) {
            program.axes()
                    .forEach(axis -> method.addParameter(
                            TypeName.INT, memory.extent().names().stepCapacity(axis)));
            method.addParameter(TypeName.INT, "batchCapacity");
        }
        type.addMethod(method.addCode(constructor.build()).build());
    }

    /** Whether a single step has it of a sequence along another axis, which it is told before it runs. */
    private boolean isOfAnother(Buffer buffer) {
        return program.single()
                && (buffer.domain().isPair()
                        || buffer.domain()
                                .axis()
                                .filter(axis -> !program.axes().contains(axis))
                                .isPresent());
    }

    private FieldSpec field(Buffer buffer) {
        if (isOfAnother(buffer)) {
            return FieldSpec.builder(numbers.rows(), names.of(buffer), Modifier.PRIVATE)
                    .initializer("{}")
                    .build();
        }
        Count rows = memory.extent().room(buffer);
        if (buffer.isTokens()) {
            return FieldSpec.builder(ArrayTypeName.of(TypeName.INT), names.of(buffer), Modifier.PRIVATE, Modifier.FINAL)
                    .initializer("new int[$L]", rows)
                    .build();
        }
        String turns = buffer.isInTurns() ? 2 * program.batch() + ", " : "";
        return FieldSpec.builder(numbers.rows(), names.of(buffer), Modifier.PRIVATE, Modifier.FINAL)
                .initializer("$T.$L($L, $L$L)", ROWS, numbers.plural(), rows, turns, buffer.width())
                .build();
    }
}
