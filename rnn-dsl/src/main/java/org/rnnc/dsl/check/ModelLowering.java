// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** Checks one model and lowers it. */
final class ModelLowering {
    /** As often as it takes to find the types of values that are made from their own before; chains are short. */
    private static final int ROUNDS = 8;

    private final Declaration.Model model;
    private final Report report;
    private final Body body;
    private final Frame frame;
    private final ModelData data;
    private final ModelSize size;
    private LookBacks lookBacks;

    private ModelLowering(Declaration.Model model, SpecFile file, Cells cells, Diagnostics diagnostics) {
        this.model = model;
        this.report = new Report(diagnostics);
        this.body = BodyReader.read(model, report);
        LayerNames layers = new LayerNames(body, name -> cells.isCell(file, name), report);
        this.frame = new Frame(
                new ModelContext(new Placeholders(false)),
                cells,
                ExpressionLowering::new,
                new Instance(file, "", layers, Direction.FORWARD, report));
        this.data = new ModelData(body, frame);
        this.size = new ModelSize(report);
    }

    /** The model, or empty if it has errors; they are reported. */
    static Optional<ModelSpec> lower(Declaration.Model model, SpecFile file, Cells cells, Diagnostics diagnostics) {
        ModelLowering lowering = new ModelLowering(model, file, cells, diagnostics);
        Map<String, Type> assumed = new HashMap<>();
        boolean again = LookBacks.areIn(lowering.body);
        for (int i = 0; i < ROUNDS && again; i++) {
            ModelLowering trial = new ModelLowering(model, file, cells, new Diagnostics());
            trial.lowerBody(assumed);
            again = trial.lookBacks.improve(assumed);
        }
        return lowering.lower(assumed);
    }

    /** @param assumed types of values that are looked back at before they are computed */
    private void lowerBody(Map<String, Type> assumed) {
        lookBacks = new LookBacks(frame, body, assumed);
        frame.previous(lookBacks);
        BodyLowering lowering = new BodyLowering(frame, new StateStarts(frame));
        data.defineInputs();
        lowering.declareEquations(body);
        lowering.lowerEquations(body);
    }

    private Optional<ModelSpec> lower(Map<String, Type> assumed) {
        checkNames();
        ModelSpec.Precision precision = precision();
        frame.model().precision(precision);
        TrainingReader reader = new TrainingReader(frame);
        Optional<Item.Train> train = only(Item.Train.class, "train");
        Training training = train.map(reader::read).orElse(TrainingReader.DEFAULT);
        if (!beginsAlways(training)) {
            frame.graph().statesGoOn();
        }
        lowerBody(assumed);
        lookBacks.define();
        checkBody();
        LossLowering losses = new LossLowering(frame, outputs(), training);
        Optional<Node> loss = loss(losses, train);
        checkStarts(training, reader);
        Map<String, Node> observed = new ObservedValues(frame).find(reader.observed());
        checkSize(training, reader);
        if (report.failed() || data.hasPoison()) {
            return Optional.empty();
        }
        // This also gives parameters the starts that options name: before the graph takes them over.
        Training complete = training.with(reader.parameters());
        Graph graph = graph(losses, loss, observed);
        List<String> equations = new ArrayList<>(EquationText.of(model));
        equations.addAll(frame.model().layers().equations());
        return Optional.of(new ModelSpec(
                model.name().text(), model.documentation(), equations, precision, graph, complete, model.span()));
    }

    private void checkBody() {
        if (!report.failed() && LookBacks.areIn(body)) {
            new Directions(frame.graph()).check(lookBacks::placeOf, model.name(), report);
        }
        if (!report.failed()) {
            UnusedNames.check(body, report);
        }
        data.checkOutputs();
    }

    private Set<String> outputs() {
        Set<String> outputs = new LinkedHashSet<>();
        body.outputs().forEach(output -> outputs.add(output.name().text()));
        return outputs;
    }

    private Optional<Node> loss(LossLowering losses, Optional<Item.Train> train) {
        Optional<Item.Loss> item = only(Item.Loss.class, "loss");
        Optional<Node> loss = item.flatMap(written -> losses.lower(written.value()));
        if (train.isPresent() && item.isEmpty()) {
            report.error(
                    Code.LOSS_MISFIT,
                    train.get().span(),
                    "model " + Quote.of(model.name()) + " is trained and has no loss",
                    "for example: loss mse(y)");
        }
        return loss;
    }

    /** What is written out is counted only where all else is sound. */
    private void checkSize(Training training, TrainingReader reader) {
        List<Node> nodes = frame.builder().nodes();
        size.checkWindow(nodes, training, reader.place(), model.name());
        if (!report.failed() && !data.hasPoison()) {
            new UnrolledSize(report).check(nodes, frame.graph().states(), training, reader.unrollPlace(), model.name());
        }
    }

    private Graph graph(LossLowering losses, Optional<Node> loss, Map<String, Node> observed) {
        GraphAssembler assembler = frame.graph();
        return new Graph(
                assembler.builder().nodes(),
                assembler.states(),
                frame.model().starts().apply(assembler),
                data.inputs(),
                losses.targets(),
                data.values(),
                List.copyOf(outputs()),
                loss,
                assembler.labels(),
                observed,
                SharedParameter.aliases(frame.model().layers().shared(), assembler.declared()));
    }

    private void checkNames() {
        NameRules.checkModel(model.name(), report);
        List<Name> names = new ArrayList<>();
        body.inputs().forEach(input -> names.add(input.name()));
        body.equations().forEach(equation -> names.add(equation.name()));
        names.forEach(name -> NameRules.checkMember("value", name, report));
        NameRules.checkCase(names, report);
    }

    /** Whether each window begins a sequence, and gradients reach that beginning. */
    private static boolean beginsAlways(Training training) {
        return !training.carryState() && training.backward() >= training.window();
    }

    /** A state with a computed start begins with it wherever a window begins: then that must be a sequence's beginning. */
    private void checkStarts(Training training, TrainingReader reader) {
        frame.graph().states().stream()
                .filter(state -> state.start().isPresent() && !beginsAlways(training))
                .findFirst()
                .ifPresent(state -> report.error(
                        Code.CARRIED_START,
                        reader.place(),
                        "state " + Quote.of(state.name()) + " has a start of its own, and "
                                + (training.carryState()
                                        ? "windows that carry the state on do not begin a sequence"
                                        : "gradients that come from a window's last steps do not reach it"),
                        "window " + training.window() + " begins each window with the start"));
    }

    private ModelSpec.Precision precision() {
        Optional<Item.PrecisionChoice> choice = only(Item.PrecisionChoice.class, "precision");
        String word = choice.map(item -> item.value().text()).orElse("float");
        if (!word.equals("float") && !word.equals("double")) {
            report.error(
                    Code.UNKNOWN_CHOICE,
                    choice.get().value().span(),
                    "there is no precision " + Quote.of(word),
                    Nearest.hint(word, List.of("float", "double"), "float or double"));
        }
        return word.equals("double") ? ModelSpec.Precision.DOUBLE : ModelSpec.Precision.FLOAT;
    }

    /** The one item of its kind; a second one is reported. */
    private <T extends Item> Optional<T> only(Class<T> kind, String word) {
        List<T> items =
                model.items().stream().filter(kind::isInstance).map(kind::cast).toList();
        items.stream()
                .skip(1)
                .forEach(item -> report.error(
                        Code.DEFINED_TWICE,
                        item.span(),
                        Quote.of(word) + " stands twice; the first time in line "
                                + items.get(0).span().line(),
                        word.equals("loss") ? "add losses: crossEntropy(a) + 0.1 * mse(b)" : ""));
        return items.stream().findFirst();
    }
}
