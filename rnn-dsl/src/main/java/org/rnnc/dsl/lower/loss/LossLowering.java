// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.loss;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.graph.Term;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.dsl.graph.range.Finiteness;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.resolve.LossKind;
import org.rnnc.dsl.resolve.Reduction;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Name;

/** Lowers {@code loss crossEntropy(tag) + 0.1 * huber(length)}: a weighted sum, and the targets it needs. */
public final class LossLowering {
    private record Target(Graph.Data data, Node node) {}

    private final Environment environment;
    private final Set<String> outputs;
    private final Training training;
    private final Map<String, Target> targets = new LinkedHashMap<>();
    /** Of the model as it is before the losses: these are of its outputs. */
    private @Nullable Finiteness finiteness;

    public LossLowering(Environment environment, Set<String> outputs, Training training) {
        this.environment = environment;
        this.outputs = outputs;
        this.training = training;
    }

    public List<Graph.Data> targets() {
        return targets.values().stream().map(Target::data).toList();
    }

    /** The loss; empty if something is wrong with it or with what it is of. */
    public Optional<Node> lower(Expr loss) {
        List<WeightedLosses.Weighted> parts = new WeightedLosses(environment).read(loss);
        List<Term> terms = new ArrayList<>();
        for (WeightedLosses.Weighted part : parts) {
            term(part).ifPresent(terms::add);
        }
        return terms.isEmpty() || terms.size() < parts.size()
                ? Optional.empty()
                : Optional.of(environment.builder().sum(terms));
    }

    private Optional<Term> term(WeightedLosses.Weighted part) {
        if (LossKind.isPenalty(part.call())) {
            return Penalty.read(environment, part.call()).map(penalty -> term(part.weight(), penalty));
        }
        Optional<LossOptions> options = LossOptions.read(environment, part.call());
        if (options.isEmpty()) {
            return Optional.empty();
        }
        Name name = options.get().output();
        if (!outputs.contains(name.text())) {
            report(
                    Code.LOSS_MISFIT,
                    name,
                    Quote.of(name) + " is not an output",
                    Suggestion.hint(name.text(), outputs, "a loss compares an output with its target"));
            return Optional.empty();
        }
        Scope.Symbol symbol = environment.scope().find(name.text());
        if (symbol == null
                || !(symbol.value() instanceof Value.Tensor output)
                || !output.type().isNumeric()) {
            return Optional.empty();
        }
        if (output.node().domain().isPair()) {
            environment.report().unavailable(name.span(), "a loss of a value for each step of two axes", "");
            return Optional.empty();
        }
        return perDatum(options.get(), name, output)
                .map(datum -> new Term.Times(
                        false,
                        environment.builder().sumAll(datum.loss()),
                        scale(part.weight(), options.get(), output, datum.weight())));
    }

    private Term term(double weight, Penalty.Sum penalty) {
        GraphBuilder graph = environment.builder();
        return penalty.value()
                .map(value -> new Term.Times(
                        false,
                        graph.sumAll(penalty.sum()),
                        scale(
                                weight,
                                penalty.reduction(),
                                value.type().length(),
                                value.node().domain())))
                .orElseGet(() -> new Term.Times(false, penalty.sum(), graph.constant(weight)));
    }

    /** The loss of one step, or of one sequence. */
    private Optional<CrossEntropy.Weighed> perDatum(LossOptions options, Name name, Value.Tensor output) {
        GraphBuilder graph = environment.builder();
        Shape shape = output.node().shape();
        Domain domain = output.node().domain();
        return switch (options.kind()) {
            case CROSS_ENTROPY ->
                before(new Op.Softmax(), name, output.node())
                        .flatMap(logits -> target(
                                        options, options.soft() ? data(name, shape, domain) : tokens(options, output))
                                .flatMap(target -> new CrossEntropy(environment, options, mayBeInfinite(logits))
                                        .lower(logits, target)));
            case BINARY_CROSS_ENTROPY ->
                before(new Op.Unary(UnaryFunction.SIGMOID), name, output.node())
                        .flatMap(logits -> binaryCrossEntropy(options, logits, domain))
                        .map(loss -> new CrossEntropy.Weighed(loss, null));
            case MSE, MAE, HUBER, QUANTILE, POISSON, COSINE, LINEAR ->
                target(options, data(name, shape, domain))
                        .map(target -> LossFormulas.distance(
                                graph, options, output.node(), target, mayBeInfinite(output.node())))
                        .map(loss -> new CrossEntropy.Weighed(loss, null));
        };
    }

    private static Graph.Data data(Name name, Shape shape, Domain domain) {
        return new Graph.Data(name.text(), shape, domain);
    }

    /** Of a target that may be no token the graph sees one token more. */
    private static Graph.Data tokens(LossOptions options, Value.Tensor output) {
        OptionalInt ignored =
                options.ignoresNoToken() ? OptionalInt.of((int) options.number("ignore")) : OptionalInt.empty();
        Shape shape = new Shape.Token(output.type().length() + (ignored.isPresent() ? 1 : 0));
        return new Graph.Data(options.output().text(), shape, output.node().domain(), ignored);
    }

    private Optional<Node> binaryCrossEntropy(LossOptions options, Node logits, Domain domain) {
        Optional<Node> weight = options.weights()
                .flatMap(expr -> new LossWeights(environment).ofElements(expr, logits.size(), "positiveWeight"));
        if (options.weights().isPresent() && weight.isEmpty()) {
            return Optional.empty();
        }
        return target(options, data(options.output(), logits.shape(), domain))
                .map(target -> LossFormulas.binaryCrossEntropy(
                        environment.builder(), logits, target, weight.orElse(null), mayBeInfinite(logits)));
    }

    private boolean mayBeInfinite(Node output) {
        Finiteness known = finiteness;
        if (known == null) {
            known = new Finiteness(
                    environment.builder().nodes(), environment.graph().states());
            finiteness = known;
        }
        return known.mayBeInfinite(output);
    }

    /** What {@code op} made the output of: a loss of probabilities is computed from what comes before them. */
    private Optional<Node> before(Op op, Name name, Node output) {
        if (output.op().equals(op)) {
            return Optional.of(output.input(0));
        }
        boolean softmax = op instanceof Op.Softmax;
        Op other = softmax ? new Op.Unary(UnaryFunction.SIGMOID) : new Op.Softmax();
        String fitting = (softmax ? "binaryCrossEntropy(" : "crossEntropy(") + name + ")";
        report(
                Code.LOSS_MISFIT,
                name,
                (softmax ? "`crossEntropy` takes what softmax" : "`binaryCrossEntropy` takes what sigmoid") + " gives; "
                        + Quote.of(name) + " is something else",
                output.op().equals(other)
                        ? fitting + " is the loss for this output"
                        : "end the output in |> " + (softmax ? "softmax" : "sigmoid"));
        return Optional.empty();
    }

    /** One target for each output, whatever number of losses compare with it. */
    private Optional<Node> target(LossOptions options, Graph.Data data) {
        Target known = targets.get(data.name());
        if (known == null) {
            Node node = environment.builder().target(targets.size(), data.shape(), data.domain());
            known = new Target(data, node);
            targets.put(data.name(), known);
        } else if (!known.data().ignored().equals(data.ignored())
                && known.data().shape() instanceof Shape.Token
                && data.shape() instanceof Shape.Token) {
            report(
                    Code.LOSS_MISFIT,
                    options.output(),
                    "the losses of " + Quote.of(options.output()) + " share their target, and one marks what counts"
                            + " nothing by a number that another does not know",
                    "the same `ignore` in all of them");
            return Optional.empty();
        } else if (!known.data().shape().equals(data.shape())) {
            report(
                    Code.LOSS_MISFIT,
                    options.output(),
                    "the losses of " + Quote.of(options.output()) + " need different targets: " + describe(known.data())
                            + " and " + describe(data),
                    "give one of the losses an output of its own");
            return Optional.empty();
        }
        return Optional.of(known.node());
    }

    private static String describe(Graph.Data data) {
        if (data.shape() instanceof Shape.Token token && data.ignored().isPresent()) {
            return describe(new Shape.Token(token.count() - 1));
        }
        return describe(data.shape());
    }

    private static String describe(Shape shape) {
        return shape instanceof Shape.Vector vector ? "vector<" + vector.size() + ">" : shape.toString();
    }

    /** The weight over what the reduction divides by; how many steps there are is known only when the model runs. */
    private Node scale(double weight, LossOptions options, Value.Tensor output, @Nullable Node counts) {
        GraphBuilder builder = environment.builder();
        double elements = options.kind().isOfWhole() ? 1 : output.type().length();
        if (counts != null && options.reduction() == Reduction.MEAN) {
            // Where nothing counts the loss is 0, and not 0 / 0.
            Node total = builder.binary(BinaryFunction.MAXIMUM, builder.sumAll(counts), builder.constant(1e-30));
            return builder.divide(builder.constant(weight), total);
        }
        return scale(weight, options.reduction(), elements, output.node().domain());
    }

    private Node scale(double weight, Reduction reduction, double elements, Domain domain) {
        GraphBuilder builder = environment.builder();
        return switch (reduction) {
            case SUM -> builder.constant(weight);
            case BATCH -> builder.constant(weight / training.batch());
            case MEAN ->
                domain.isPerStep()
                        ? builder.divide(
                                builder.constant(weight / elements),
                                builder.stepCount(domain.axis().orElseThrow()))
                        : builder.constant(weight / elements / training.batch());
        };
    }

    private void report(Code code, Name at, String message, String hint) {
        environment.report().error(code, at.span(), message, hint);
    }
}
