// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.resolve.MemberReader;
import org.rnnc.dsl.resolve.Members;
import org.rnnc.dsl.resolve.PreviousCall;
import org.rnnc.dsl.resolve.type.Scope;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.resolve.type.TypeReader;
import org.rnnc.dsl.resolve.type.Value;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.TypeSyntax;

/** What goes into a model, what comes out of it, and what in between has a name. */
final class ModelInterface {
    private final Members members;
    private final Environment environment;
    private final ErrorReporter report;
    private final List<Graph.Data> inputs = new ArrayList<>();

    ModelInterface(Members members, Environment environment) {
        this.members = members;
        this.environment = environment;
        this.report = environment.report();
    }

    List<Graph.Data> inputs() {
        return inputs;
    }

    void defineInputs() {
        TypeReader types = new TypeReader(environment.scope(), report, environment.placeholders());
        for (Members.InputDecl input : members.inputs()) {
            Optional<Type> type = types.read(input.type());
            if (input.type() instanceof TypeSyntax.MatrixType) {
                report.unavailable(input.type().span(), "a matrix as input", MemberReader.NO_MATRIX);
                type = Optional.empty();
            }
            Value value = Value.POISON;
            if (type.isPresent()) {
                int index = inputs.size();
                Domain domain = environment.model().axes().domain(input, report);
                inputs.add(new Graph.Data(input.name().text(), type.get().shape(), domain));
                Node node = environment.builder().input(index, type.get().shape(), domain);
                boolean leaves = input.per().filter(Item.Frequency::isPerLeaf).isPresent();
                value = new Value.Tensor(
                        type.get(),
                        leaves ? environment.builder().ofLeaves(domain.axis().orElseThrow(), node) : node);
            }
            environment.scope().define(Scope.Kind.INPUT, input.name(), value);
        }
    }

    /** A token that an output is at the step before; the same one whoever asks. */
    Node feedBack(Name output, Type.Token type, Axis axis, int start) {
        String name = output + "." + PreviousCall.NAME;
        int index = 0;
        while (index < inputs.size() && !inputs.get(index).name().equals(name)) {
            index++;
        }
        Domain domain = Domain.step(axis);
        if (index == inputs.size()) {
            Graph.FedBack fedBack = new Graph.FedBack(output.text(), start);
            inputs.add(new Graph.Data(name, type.shape(), domain, OptionalInt.empty(), Optional.of(fedBack)));
        }
        return environment.builder().input(index, type.shape(), domain);
    }

    /** What of the inputs is fed back. */
    List<Graph.FedBack> fedBack() {
        return inputs.stream().flatMap(input -> input.fedBack().stream()).toList();
    }

    void checkOutputs() {
        int count = members.inputs().size() + members.outputs().size();
        if (count > Limits.INPUTS_AND_OUTPUTS) {
            report.error(
                    Code.TOO_LARGE,
                    members.declaration().name().span(),
                    "model " + Quote.of(members.declaration().name()) + " has " + count
                            + " inputs and outputs together, and there may be " + Limits.INPUTS_AND_OUTPUTS
                            + ": each is a parameter of a Java method",
                    "one vector can hold many numbers: vector<" + count + ">, or concat(a, b, ...)");
        }
        for (Item.Output output : members.outputs()) {
            Scope.Symbol symbol = environment.scope().find(output.name().text());
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
            } else if (!inputs.isEmpty()
                    && environment.tensor(value).node().domain().isOnce()) {
                report.error(
                        Code.MIXED_DOMAINS,
                        output.name().span(),
                        "output " + Quote.of(output.name()) + " depends on no input",
                        "");
            }
        }
    }

    /** Whether outputs have values as often as is written beside them. */
    void checkFrequencies() {
        for (Item.Output output : members.outputs()) {
            Scope.Symbol symbol = environment.scope().find(output.name().text());
            Optional<Axis> said = environment.model().axes().axis(output.per());
            if (output.per().isEmpty() || symbol == null || !(symbol.value() instanceof Value.Tensor tensor)) {
                continue;
            }
            Domain domain = tensor.node().domain();
            boolean perSequence =
                    said.isEmpty() && output.per().get().each().text().equals("sequence");
            boolean fits = perSequence
                    ? domain.isPerSequence()
                    : said.isPresent() && domain.axis().equals(said);
            if (!fits) {
                report.error(
                        Code.MIXED_AXES,
                        output.per().get().each().span(),
                        "output " + Quote.of(output.name()) + " is declared "
                                + (perSequence
                                        ? "per sequence"
                                        : said.map(axis -> "per step of " + axis.name())
                                                .orElse("per "
                                                        + output.per().get().each()))
                                + "; its value is there "
                                + domain.axis()
                                        .map(axis -> "per step of " + axis.name())
                                        .orElse(domain.isPerSequence() ? "once a sequence" : "once"),
                        "");
            }
        }
    }

    /** Whether something has no value: then there are errors, if only in the cells it came from. */
    boolean hasPoison() {
        return members.names().keySet().stream()
                .map(environment.scope()::find)
                .anyMatch(symbol -> symbol == null || symbol.value() == null || symbol.value() == Value.POISON);
    }

    /** Outputs and equations that have a value per step or sequence, as written one after the other. */
    Map<String, Node> values() {
        Map<String, Node> values = new LinkedHashMap<>();
        List<Name> names = new ArrayList<>();
        members.equations().forEach(equation -> names.add(equation.name()));
        members.outputs().forEach(output -> names.add(output.name()));
        for (Name name : names) {
            if (environment.scope().get(name.text()).value() instanceof Value.Tensor tensor
                    && tensor.type().isNumeric()
                    && !tensor.node().domain().isOnce()) {
                values.putIfAbsent(name.text(), tensor.node());
            }
        }
        return values;
    }
}
