// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.lower.cell.EquationText;
import org.rnnc.dsl.lower.cell.InitialStates;
import org.rnnc.dsl.lower.cell.MemberLowering;
import org.rnnc.dsl.lower.context.Direction;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.GraphAssembler;
import org.rnnc.dsl.lower.context.Instance;
import org.rnnc.dsl.lower.context.ModelAxes;
import org.rnnc.dsl.lower.context.ModelContext;
import org.rnnc.dsl.lower.context.SharedParameter;
import org.rnnc.dsl.lower.context.StateDirections;
import org.rnnc.dsl.lower.expression.ExpressionLowering;
import org.rnnc.dsl.lower.loss.LossLowering;
import org.rnnc.dsl.lower.train.TrainingReader;
import org.rnnc.dsl.lower.train.UnrolledSize;
import org.rnnc.dsl.lower.train.WindowSize;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.model.WindowLength;
import org.rnnc.dsl.resolve.Cells;
import org.rnnc.dsl.resolve.JavaNames;
import org.rnnc.dsl.resolve.LayerNames;
import org.rnnc.dsl.resolve.MemberReader;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.UnusedNames;
import org.rnnc.dsl.resolve.type.Placeholders;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** Checks one model and lowers it. */
final class ModelLowering {
    /** As often as it takes to find the types of values that are made from their own before; chains are short. */
    private static final int ROUNDS = 8;

    private final Declaration.Model model;
    private final ErrorReporter report;
    private final Members members;
    private final Environment environment;
    private final ModelInterface data;
    private final WindowSize size;

    private ModelLowering(Declaration.Model model, SpecFile file, Cells cells, Diagnostics diagnostics) {
        this.model = model;
        this.report = new ErrorReporter(diagnostics);
        this.members = MemberReader.read(model, report);
        LayerNames layers = new LayerNames(members, name -> cells.isCell(file, name), report);
        ModelAxes axes = ModelAxes.of(members, report);
        this.environment = new Environment(
                new ModelContext(new Placeholders(false), axes),
                cells,
                ExpressionLowering::new,
                new Instance(file, "", layers, Direction.FORWARD, axes.only(), report));
        this.data = new ModelInterface(members, environment);
        this.size = new WindowSize(report);
    }

    /** The model, or empty if it has errors; they are reported. */
    static Optional<ModelSpec> lower(Declaration.Model model, SpecFile file, Cells cells, Diagnostics diagnostics) {
        ModelLowering lowering = new ModelLowering(model, file, cells, diagnostics);
        Map<String, Type> assumed = new HashMap<>();
        boolean again = PreviousValues.areIn(lowering.members);
        for (int i = 0; i < ROUNDS && again; i++) {
            ModelLowering trial = new ModelLowering(model, file, cells, new Diagnostics());
            again = trial.lowerBody(assumed).improve(assumed);
        }
        return lowering.lower(assumed);
    }

    /** @param assumed types of values that are looked back at before they are computed */
    private PreviousValues lowerBody(Map<String, Type> assumed) {
        PreviousValues previousValues = new PreviousValues(environment, members, data, assumed);
        environment.previous(previousValues);
        MemberLowering lowering = new MemberLowering(environment, new InitialStates(environment));
        data.defineInputs();
        lowering.declareEquations(members);
        lowering.lowerEquations(members);
        return previousValues;
    }

    private Optional<ModelSpec> lower(Map<String, Type> assumed) {
        checkNames();
        ModelSpec.Precision precision = precision();
        environment.model().precision(precision);
        TrainingReader reader = new TrainingReader(environment);
        Optional<Item.Train> train = only(Item.Train.class, "train");
        Training training = train.map(reader::read).orElseGet(reader::silent);
        if (!beginsAlways(training)) {
            environment.graph().statesGoOn();
        }
        PreviousValues previousValues = lowerBody(assumed);
        previousValues.define();
        checkBody(previousValues);
        LossLowering losses = new LossLowering(environment, outputs(), training);
        Optional<Node> loss = loss(losses, train);
        checkStarts(training, reader);
        checkFedBack(previousValues.tokens(), losses, loss, training, reader);
        Map<String, Node> observed = new ObservedValues(environment).find(reader.observed());
        checkSize(training, reader);
        if (report.failed() || data.hasPoison()) {
            return Optional.empty();
        }
        // This also gives parameters the starts that options name: before the graph takes them over.
        Training complete = training.with(reader.parameters());
        Graph graph = graph(losses, loss, observed);
        List<String> equations = new ArrayList<>(EquationText.of(model));
        equations.addAll(environment.model().layers().equations());
        return Optional.of(new ModelSpec(
                model.name().text(), model.documentation(), equations, precision, graph, complete, model.span()));
    }

    private void checkBody(PreviousValues previousValues) {
        if (!report.failed() && PreviousValues.areIn(members)) {
            new StateDirections(environment.graph()).check(previousValues::placeOf, model.name(), report);
        }
        if (!report.failed()) {
            UnusedNames.check(members, report);
        }
        data.checkOutputs();
        data.checkFrequencies();
    }

    /** A token that is fed back follows from the target; and it is not known before the first step of a later window. */
    private void checkFedBack(
            FedBackTokens tokens, LossLowering losses, Optional<Node> loss, Training training, TrainingReader reader) {
        if (tokens.isEmpty() || loss.isEmpty()) {
            return;
        }
        tokens.checkTargets(losses.targets());
        if (training.carryState()) {
            report.error(
                    Code.CARRIED_START,
                    Objects.requireNonNullElse(reader.place(), model.name().span()),
                    "a token is fed back in line " + tokens.place().line()
                            + ", and its first one begins a sequence, which windows that carry the state on do not",
                    "window " + training.window() + " begins each window with that token");
        }
    }

    private Set<String> outputs() {
        Set<String> outputs = new LinkedHashSet<>();
        members.outputs().forEach(output -> outputs.add(output.name().text()));
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
        List<Node> nodes = environment.builder().nodes();
        size.checkWindow(nodes, training, reader.place(), model.name());
        if (!report.failed() && !data.hasPoison()) {
            new UnrolledSize(report)
                    .check(nodes, environment.graph().states(), training, reader.unrollPlace(), model.name());
        }
    }

    private Graph graph(LossLowering losses, Optional<Node> loss, Map<String, Node> observed) {
        GraphAssembler assembler = environment.graph();
        return new Graph(
                assembler.builder().nodes(),
                assembler.states(),
                environment.model().starts().apply(assembler),
                data.inputs(),
                losses.targets(),
                data.values(),
                List.copyOf(outputs()),
                loss,
                assembler.labels(),
                observed,
                SharedParameter.aliases(environment.model().layers().shared(), assembler.declared()));
    }

    private void checkNames() {
        JavaNames.checkModel(model.name(), report);
        List<Name> names = new ArrayList<>();
        members.inputs().forEach(input -> names.add(input.name()));
        members.equations().forEach(equation -> names.add(equation.name()));
        names.forEach(name -> JavaNames.checkMember("value", name, report));
        JavaNames.checkCase(names, report);
    }

    /** Whether each window begins a sequence, and gradients reach that beginning. */
    private static boolean beginsAlways(Training training) {
        return !training.carryState() && training.windows().values().stream().noneMatch(WindowLength::isCut);
    }

    /** A state with a computed start begins with it wherever a window begins: then that must be a sequence's beginning. */
    private void checkStarts(Training training, TrainingReader reader) {
        environment.graph().states().stream()
                .filter(state -> state.start().isPresent() && !beginsAlways(training))
                .findFirst()
                .ifPresent(state -> report.error(
                        Code.CARRIED_START,
                        Objects.requireNonNullElse(reader.place(), model.name().span()),
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
                    Suggestion.hint(word, List.of("float", "double"), "float or double"));
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
