// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.State;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.ModelSpec.Precision;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.layout.PlainTarget;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.pack.Pack;

/** What becomes of one model. */
public final class Explanation {
    private final ModelSpec model;
    private final MemoryPlan memory;
    private final Plan plan;
    private final int size;
    private final Report report;

    private Explanation(ModelSpec model, UnaryOperator<String> heading) {
        this.model = model;
        this.memory = MemoryPlan.of(model, new PlainTarget());
        this.plan = memory.plan();
        this.size = model.precision() == Precision.DOUBLE ? Double.BYTES : Float.BYTES;
        this.report = new Report(heading);
    }

    /**
     * @param sections those that are wanted, in this order
     * @param heading how a heading looks
     */
    public static String of(ModelSpec model, Set<Section> sections, UnaryOperator<String> heading) {
        Explanation explanation = new Explanation(model, heading);
        sections.stream().sorted().forEach(explanation::add);
        return explanation.report.text();
    }

    private void add(Section section) {
        report.heading(model.name() + ": " + section.title());
        switch (section) {
            case EQUATIONS -> equations();
            case DATA -> data();
            case PARAMETERS -> parameters();
            case VALUES -> values();
            case WORK -> new WorkSection(plan, size, report).write();
            case SCHEDULE -> schedule();
            case MEMORY -> new MemorySection(memory, size, report).write();
            case BYTECODE -> BytecodeSection.write(model, report);
            case BOUND -> new BoundSection(plan, size, report).write();
        }
    }

    private void equations() {
        model.documentation().lines().forEach(line -> report.line("  // " + line));
        model.equations().forEach(line -> report.line("  " + line));
    }

    private void data() {
        Graph graph = model.graph();
        List<List<String>> rows = new ArrayList<>(List.of(List.of("what", "name", "shape", "one for each")));
        graph.inputs().forEach(data -> rows.add(row("input", data)));
        for (String name : graph.outputs()) {
            Node node = Objects.requireNonNull(graph.values().get(name), name);
            rows.add(List.of("output", name, Work.shape(node.shape()), each(node)));
        }
        graph.targets().forEach(data -> rows.add(row("target", data)));
        plan.runningStates()
                .forEach(state -> rows.add(List.of("state", state.name(), String.valueOf(state.size()), from(state))));
        report.table(rows);
    }

    private List<String> row(String what, Graph.Data data) {
        return List.of(what, data.name(), Work.shape(data.shape()), each(data.domain()));
    }

    private String each(Node node) {
        return each(node.domain());
    }

    private String each(Domain domain) {
        if (domain instanceof Domain.Pair pair) {
            return "step of " + pair.along().name() + " and of " + pair.over().name();
        }
        if (domain.axis().isPresent()) {
            Axis axis = domain.axis().get();
            String one = axis.isTree() ? "node" : "step";
            return model.graph().axes().size() > 1 ? one + " of " + axis.name() : one;
        }
        return domain.isOnce() ? "model" : "sequence";
    }

    private static String from(State state) {
        return state.relation().axis().isTree() ? "tree, from children to parents" : "sequence, from step to step";
    }

    private void parameters() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("name", "shape", "numbers", "bytes", "trained")));
        long numbers = 0;
        for (Parameter parameter : model.graph().parameters()) {
            long elements = parameter.shape().elements();
            numbers += elements;
            rows.add(List.of(
                    parameter.qualifiedName(),
                    Work.shape(parameter.shape()),
                    Report.count(elements),
                    Report.bytes(elements * size),
                    !plan.window().isPresent()
                            ? ""
                            : model.training().isTrained(parameter.index()) ? "yes" : "frozen"));
        }
        rows.add(List.of("all", "", Report.count(numbers), Report.bytes(numbers * size), ""));
        report.table(rows);
        long padded = 0;
        for (Pack pack : plan.packs().all()) {
            PackLayout layout = memory.layout(pack);
            padded += (long) layout.arrays() * layout.width() * size;
        }
        report.line("  In memory, with rows padded: " + Report.bytes(padded)
                + (plan.packs().all().stream().anyMatch(Pack::keepsTransposed)
                        ? "; matrices that gradients go back through have a copy in the other order besides."
                        : "."));
    }

    private void values() {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("value", "shape", "one for each")));
        for (Map.Entry<Node, String> label : model.graph().labels().entrySet()) {
            rows.add(List.of(label.getValue(), Work.shape(label.getKey().shape()), each(label.getKey())));
        }
        model.graph().values().forEach((name, node) -> rows.add(List.of(name, Work.shape(node.shape()), each(node))));
        report.table(rows);
    }

    private void schedule() {
        plan.programs().byTitle().forEach((title, program) -> {
            if (!program.forward().isEmpty()) {
                report.line("  " + title + (program.isOpen() || program.single() ? "" : ", " + length(program)));
                program.explain(plan.labels()).lines().forEach(line -> report.line("    " + line));
            }
        });
    }

    private static String length(Program program) {
        return steps(program) + " of " + program.batch() + (program.batch() == 1 ? " sequence" : " sequences");
    }

    /** {@code 25 steps}; {@code 50 steps of text and 60 steps of translation}. */
    static String steps(Program program) {
        return program.axes().stream()
                .map(axis -> program.steps(axis) + " " + axis.qualify("steps"))
                .collect(Collectors.joining(" and "));
    }
}
