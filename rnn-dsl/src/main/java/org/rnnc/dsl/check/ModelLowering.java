// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.graph.Direction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.syntax.Declaration;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;
import org.rnnc.dsl.syntax.TypeSyntax;

/** Checks one model and lowers it. */
final class ModelLowering {
    private final Declaration.Model model;
    private final Report report;
    private final Body body;
    private final Frame frame;
    private final ModelSize size;
    private final List<Graph.Data> inputs = new ArrayList<>();

    private ModelLowering(Declaration.Model model, SpecFile file, CellChecker cells, Diagnostics diagnostics) {
        this.model = model;
        this.report = new Report(diagnostics);
        this.body = BodyReader.read(model, report);
        LayerNames layers = new LayerNames(body, name -> cells.isCell(file, name), report);
        this.frame = new Frame(new Assembly(false), cells, file, report, "", layers, Direction.FORWARD);
        this.size = new ModelSize(report);
    }

    /** As often as it takes to find the types of values that are made from their own before; chains are short. */
    private static final int ROUNDS = 8;

    /** The model, or empty if it has errors; they are reported. */
    static Optional<ModelSpec> lower(
            Declaration.Model model, SpecFile file, CellChecker cells, Diagnostics diagnostics) {
        ModelLowering lowering = new ModelLowering(model, file, cells, diagnostics);
        Map<String, Type> assumed = new HashMap<>();
        boolean again = LookBacks.areIn(lowering.body);
        for (int i = 0; i < ROUNDS && again; i++) {
            ModelLowering trial = new ModelLowering(model, file, cells, new Diagnostics());
            trial.lowerBody(assumed);
            again = trial.frame.lookBacks().improve(assumed);
        }
        return lowering.lower(assumed);
    }

    /** @param assumed types of values that are looked back at before they are computed */
    private void lowerBody(Map<String, Type> assumed) {
        frame.lookBacks(new LookBacks(frame, body, assumed));
        BodyLowering lowering = new BodyLowering(frame, new StateStarts(frame));
        defineInputs();
        lowering.declareEquations(body);
        lowering.lowerEquations(body);
    }

    private Optional<ModelSpec> lower(Map<String, Type> assumed) {
        checkNames();
        ModelSpec.Precision precision = precision();
        frame.assembly().precision(precision);
        TrainingReader trainingReader = new TrainingReader(frame);
        Optional<Item.Train> train = only(Item.Train.class, "train");
        Training training = train.map(trainingReader::read).orElse(TrainingReader.DEFAULT);
        lowerBody(assumed);
        frame.lookBacks().define();
        if (!report.failed() && LookBacks.areIn(body)) {
            new Directions(frame.assembly()).check(frame.lookBacks(), model.name(), report);
        }
        if (!report.failed()) {
            UnusedNames.check(body, report);
        }
        checkOutputs();
        Set<String> outputs = new LinkedHashSet<>();
        body.outputs().forEach(output -> outputs.add(output.name().text()));
        Optional<Item.Loss> lossItem = only(Item.Loss.class, "loss");
        LossLowering losses = new LossLowering(frame, outputs, training);
        Optional<Node> loss = lossItem.flatMap(item -> losses.lower(item.value()));
        if (train.isPresent() && lossItem.isEmpty()) {
            report.error(
                    Code.LOSS_MISFIT,
                    train.get().span(),
                    "model " + Quote.of(model.name()) + " is trained and has no loss",
                    "for example: loss mse(y)");
        }
        checkStarts(training, trainingReader);
        Map<String, Node> observed = new ObservedValues(frame).find(trainingReader.observed());
        size.checkWindow(frame.assembly().builder.nodes(), training, trainingReader.place(), model.name());
        if (report.failed() || hasPoison()) {
            return Optional.empty();
        }
        Training complete = training.with(trainingReader.parameters());
        new UnrolledSize(report)
                .check(
                        frame.assembly().builder.nodes(),
                        frame.assembly().states(),
                        training,
                        trainingReader.unrollPlace(),
                        model.name());
        if (report.failed()) {
            return Optional.empty();
        }
        Graph graph = new Graph(
                frame.assembly().builder.nodes(),
                frame.assembly().states(),
                frame.assembly().parameters(),
                inputs,
                losses.targets(),
                values(),
                List.copyOf(outputs),
                loss,
                frame.assembly().labels(),
                observed,
                SharedParameters.aliases(
                        frame.assembly().shared(), frame.assembly().declared()));
        List<String> equations = new ArrayList<>(EquationText.of(model));
        equations.addAll(frame.assembly().equations());
        return Optional.of(new ModelSpec(
                model.name().text(), model.documentation(), equations, precision, graph, complete, model.span()));
    }
    /** Whether something has no value: then there are errors, if only in the cells it came from. */
    private boolean hasPoison() {
        return body.names().keySet().stream()
                .map(frame.scope()::find)
                .anyMatch(symbol -> symbol == null || symbol.value() == null || symbol.value() == Value.POISON);
    }

    private void checkNames() {
        NameRules.checkModel(model.name(), report);
        List<Name> names = new ArrayList<>();
        body.inputs().forEach(input -> names.add(input.name()));
        body.equations().forEach(equation -> names.add(equation.name()));
        names.forEach(name -> NameRules.checkMember("value", name, report));
        NameRules.checkCase(names, report);
    }

    private void defineInputs() {
        TypeReader types = new TypeReader(frame.scope(), report, frame.assembly());
        for (Body.InputDecl input : body.inputs()) {
            Optional<Type> type = types.read(input.type());
            if (input.type() instanceof TypeSyntax.MatrixType) {
                report.unavailable(input.type().span(), "a matrix as input", "");
                type = Optional.empty();
            }
            Value value = Value.POISON;
            if (type.isPresent()) {
                int index = inputs.size();
                Domain domain = input.domain(report);
                inputs.add(new Graph.Data(input.name().text(), type.get().shape(), domain));
                value = new Value.Tensor(
                        type.get(),
                        frame.assembly().builder.input(index, type.get().shape(), domain));
            }
            frame.scope().define(Scope.Kind.INPUT, input.name(), value);
        }
    }

    private void checkOutputs() {
        for (Item.Output output : body.outputs()) {
            Scope.Symbol symbol = frame.scope().find(output.name().text());
            Value value = symbol == null || symbol.value() == null ? Value.POISON : symbol.value();
            Type type = Value.typeOf(value);
            if (value == Value.POISON) {
                continue;
            }
            if (type instanceof Type.Token) {
                report.error(
                        Code.TOKEN_MISUSE,
                        output.name().span(),
                        "output " + Quote.of(output.name()) + " is a token",
                        "oneHot(...) makes a vector of it");
            } else if (type == null || !type.isNumeric()) {
                report.error(
                        Code.WRONG_TYPE,
                        output.name().span(),
                        "output " + Quote.of(output.name()) + " is " + Value.describe(value) + ", not a vector",
                        "");
            } else if (!body.inputs().isEmpty() && frame.tensor(value).node().domain() == Domain.ONCE) {
                report.error(
                        Code.MIXED_DOMAINS,
                        output.name().span(),
                        "output " + Quote.of(output.name()) + " depends on no input",
                        "");
            }
        }
    }

    /** Outputs and equations that have a value per step or sequence, as written one after the other. */
    private Map<String, Node> values() {
        Map<String, Node> values = new LinkedHashMap<>();
        List<Name> names = new ArrayList<>();
        body.equations().forEach(equation -> names.add(equation.name()));
        body.outputs().forEach(output -> names.add(output.name()));
        for (Name name : names) {
            if (frame.scope().find(name.text()).value() instanceof Value.Tensor tensor
                    && tensor.type().isNumeric()
                    && tensor.node().domain() != Domain.ONCE) {
                values.putIfAbsent(name.text(), tensor.node());
            }
        }
        return values;
    }

    /** A state with a start of its own begins with it wherever a window begins: then that must be a sequence's beginning. */
    private void checkStarts(Training training, TrainingReader reader) {
        boolean whole = !training.carryState() && training.backward() >= training.window();
        frame.assembly().states().stream()
                .filter(state -> state.start().isPresent() && !whole)
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
