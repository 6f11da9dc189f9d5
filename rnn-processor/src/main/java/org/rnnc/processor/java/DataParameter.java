// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.processor.schedule.Program;

/**
 * An argument of a generated method: an input, an output or a target.
 *
 * @param kind {@code input}, {@code output} or {@code target}
 * @param name what users call it in the model
 * @param parameter what the method calls it
 * @param ignored what comes in place of a token for a target that counts nothing
 * @param fedBack of an input that is an output's token at the step before
 */
public record DataParameter(
        String kind,
        String name,
        String parameter,
        Shape shape,
        Domain domain,
        OptionalInt ignored,
        Optional<Graph.FedBack> fedBack) {
    /** Copies data to rows, and back. */
    public static final ClassName COPIES = ClassName.get(RuntimePackages.GENERATED, "SequenceData");

    public static final ClassName ARGUMENTS = ClassName.get(RuntimePackages.GENERATED, "Arguments");
    private static final String PREVIOUS = "previous";
    static final ClassName ROWS = ClassName.get(RuntimePackages.GENERATED, "Rows");

    /** Other parameters of the generated methods, and fields that they use. */
    private static final Set<String> TAKEN =
            Set.of("beginning", "data", "lengths", "model", "state", "step", "updates", "window");

    public static List<DataParameter> inputs(Graph graph) {
        List<DataParameter> inputs = new ArrayList<>();
        for (Graph.Data input : graph.inputs()) {
            add(inputs, "input", input, "");
        }
        return inputs;
    }

    /** The inputs that a trainer is given; the others follow from the targets. */
    public static List<DataParameter> given(Graph graph) {
        return inputs(graph).stream().filter(data -> data.fedBack().isEmpty()).toList();
    }

    /** The inputs that follow from the targets where there are any. */
    public static List<DataParameter> fedBack(Graph graph) {
        return inputs(graph).stream().filter(data -> data.fedBack().isPresent()).toList();
    }

    /** The inputs with a datum for each step; those with one for each sequence. */
    public static List<DataParameter> inputs(Graph graph, Domain domain) {
        return inputs(graph).stream()
                .filter(data -> data.domain().equals(domain))
                .toList();
    }

    public static List<DataParameter> targets(Graph graph) {
        List<DataParameter> all = inputs(graph);
        for (Graph.Data target : graph.targets()) {
            add(all, "target", target, "Target");
        }
        return List.copyOf(all.subList(graph.inputs().size(), all.size()));
    }

    /** What a step along an axis gives: of a model of several axes that which has steps along it. */
    public static List<DataParameter> outputs(Graph graph, Axis axis) {
        boolean one = graph.axes().size() == 1;
        return outputs(graph).stream()
                .filter(data -> one || data.domain().equals(Domain.step(axis)))
                .toList();
    }

    /** What a sequence begins with that is taken step by step along an axis. */
    public static List<DataParameter> beginning(Graph graph, Axis axis) {
        return inputs(graph).stream()
                .filter(data -> !data.domain().equals(Domain.step(axis)))
                .toList();
    }

    public static List<DataParameter> outputs(Graph graph) {
        List<DataParameter> all = inputs(graph);
        for (String name : graph.outputs()) {
            Node node = Objects.requireNonNull(graph.values().get(name), name);
            add(all, "output", new Graph.Data(name, node.shape(), node.domain()), "");
        }
        return List.copyOf(all.subList(graph.inputs().size(), all.size()));
    }

    /** Adds a datum whose parameter is none of the others'; an output may be an input. */
    private static void add(List<DataParameter> all, String kind, Graph.Data data, String suffix) {
        String wanted = data.fedBack()
                .map(fed -> Identifier.ofLabel(PREVIOUS + " " + fed.output()))
                .orElseGet(() -> parameter(data.name(), suffix));
        while (taken(all, wanted)) {
            wanted = wanted + "_";
        }
        all.add(new DataParameter(
                kind, data.name(), wanted, data.shape(), data.domain(), data.ignored(), data.fedBack()));
    }

    private static boolean taken(List<DataParameter> all, String parameter) {
        return all.stream().anyMatch(data -> data.parameter().equals(parameter));
    }

    private static String parameter(String name, String suffix) {
        String identifier = Identifier.variable(name + suffix);
        return TAKEN.contains(identifier) ? identifier + "_" : identifier;
    }

    /** DataParameter whose parameters are none of the names that a method uses itself. */
    public static List<DataParameter> avoiding(Set<String> names, List<DataParameter> data) {
        return data.stream()
                .map(datum -> names.contains(datum.parameter)
                        ? new DataParameter(
                                datum.kind,
                                datum.name,
                                datum.parameter + "_",
                                datum.shape,
                                datum.domain,
                                datum.ignored,
                                datum.fedBack)
                        : datum)
                .toList();
    }

    /** What messages call it: as the method does, with the model's name beside it if that is another. */
    public String label() {
        return parameter.equals(name) ? name : parameter + " (" + kind + " " + name + ")";
    }

    public boolean isTarget() {
        return kind.equals("target");
    }

    public boolean isToken() {
        return shape instanceof Shape.Token;
    }

    /** Elements of a vector; tokens there are, without the one that stands for what is ignored. */
    public int size() {
        return isToken()
                ? ((Shape.Token) shape).count() - (ignored.isPresent() ? 1 : 0)
                : ((Shape.Vector) shape).size();
    }

    /** Numbers for one datum: a token is one. */
    public int width() {
        return isToken() ? 1 : size();
    }

    public TypeName array(ScalarType numbers) {
        return ArrayTypeName.of(isToken() ? TypeName.INT : numbers.type());
    }

    /** Steps that a window has of it; 1 where there is one per sequence. */
    public int steps(Program program) {
        return domain.pair()
                .map(pair -> Math.multiplyExact(program.steps(pair.along()), program.steps(pair.over())))
                .orElseGet(() -> domain.axis().map(program::steps).orElse(1));
    }

    /** {@code [25][32][4]}, {@code [25][32]} for tokens, without the steps where there is one per sequence. */
    public String windowShape(int steps, int batch) {
        String once = "[" + batch + "]" + (isToken() ? "" : "[" + size() + "]");
        return domain.isPerStep() ? "[" + steps + "]" + once : once;
    }

    public int windowLength(int steps, int batch) {
        return (domain.isPerStep() ? steps : 1) * batch * width();
    }

    public CodeBlock spec() {
        ClassName spec = ClassName.get(RuntimePackages.MODEL, "DataSpec");
        return CodeBlock.of(
                "new $T($S, $T.$L, $L, $L$L)",
                spec,
                name,
                spec.nestedClass("Kind"),
                isToken() ? "TOKEN" : "VECTOR",
                size(),
                domain.isPerStep() || domain.isPair(),
                domain.pair()
                        .map(pair -> CodeBlock.of(
                                ", $S, $S", pair.along().name(), pair.over().name()))
                        .or(() -> domain.axis()
                                .filter(axis -> !axis.equals(Axis.TIME))
                                .map(axis -> CodeBlock.of(", $S", axis.name())))
                        .orElse(CodeBlock.of("")));
    }

    /** What there is to know of a token that is fed back. */
    public CodeBlock fedBackSpec() {
        Graph.FedBack fed = fedBack.orElseThrow();
        return CodeBlock.of(
                "new $T($S, $L, $L, $S)",
                ClassName.get(RuntimePackages.MODEL, "FedBack"),
                fed.output(),
                size(),
                fed.start(),
                domain.axis().orElseThrow().name());
    }

    /** Checks a window's data: its size, and what lies before the ends of the sequences, of valid {@code lengths}. */
    public CodeBlock checkWindow(int steps, int batch, String lengths) {
        CodeBlock.Builder code = CodeBlock.builder().add(checkWindowLength(steps, batch));
        boolean perStep = domain.isPerStep();
        if (isToken()) {
            code.addStatement(checkTokens(perStep, lengths));
        } else {
            String ofSteps = perStep ? ", " + size() + ", " + lengths : "";
            code.addStatement("$T.noNaN($S, $L$L)", ARGUMENTS, label(), parameter, ofSteps);
        }
        return code.build();
    }

    /** Checks the size of a window's data. */
    public CodeBlock checkWindowLength(int steps, int batch) {
        return CodeBlock.builder()
                .addStatement(
                        "$T.length($S, $L, $L, $S)",
                        ARGUMENTS,
                        label(),
                        parameter,
                        windowLength(steps, batch),
                        windowShape(steps, batch))
                .build();
    }

    private CodeBlock checkTokens(boolean perStep, String lengths) {
        return ignored.isPresent()
                ? CodeBlock.of(
                        "$T.targets($S, $L, $L, $L, $L)",
                        ARGUMENTS,
                        label(),
                        parameter,
                        size(),
                        ignored.getAsInt(),
                        perStep ? lengths : "null")
                : CodeBlock.of(
                        "$T.tokens($S, $L, $L$L)",
                        ARGUMENTS,
                        label(),
                        parameter,
                        size(),
                        perStep ? ", " + lengths : "");
    }

    /** Reads an element of an {@code Object[]} as this, checked. */
    public CodeBlock fromObject(String objects, int index, ScalarType numbers, int length, String shapeText) {
        return CodeBlock.of(
                "$T.$L($S, $L[$L], $L, $S)",
                ARGUMENTS,
                isToken() ? "ints" : numbers.plural(),
                objects + "[" + index + "], " + kind + " " + name,
                objects,
                index,
                length,
                shapeText);
    }

    /** Reads an array of a batch as this, checked. */
    public CodeBlock fromBatch(String method, int index, ScalarType numbers, int steps, int batch) {
        return CodeBlock.of(
                "$T.$L($S, batch.$L($L), $L, $S)",
                ARGUMENTS,
                isToken() ? "ints" : numbers.plural(),
                kind + " " + name,
                method,
                index,
                windowLength(steps, batch),
                windowShape(steps, batch));
    }

    // ---- one datum of one sequence ---------------------------------------------------------------------------------

    /** Adds this to the parameters of a method that takes one datum: an {@code int} for a token. */
    public void addTo(MethodSpec.Builder method, ScalarType numbers) {
        method.addParameter(isToken() ? TypeName.INT : numbers.row(), parameter);
        method.addJavadoc("@param $L $L\n", parameter, isToken() ? "token, 0 to " + (size() - 1) : "[" + size() + "]");
    }

    public CodeBlock check() {
        return isToken()
                ? CodeBlock.of("$T.token($S, $L, $L);\n", ARGUMENTS, label(), parameter, size())
                : CodeBlock.of("$L$L", checkLength(), checkNumbers());
    }

    /** Checks that none of a vector's numbers is a NaN. */
    public CodeBlock checkNumbers() {
        return CodeBlock.of("$T.noNaN($S, $L);\n", ARGUMENTS, label(), parameter);
    }

    public CodeBlock checkLength() {
        return CodeBlock.of("$T.length($S, $L, $L, $S);\n", ARGUMENTS, label(), parameter, size(), "[" + size() + "]");
    }

    /** Reads an element of an {@code Object[]} as one datum, checked. */
    public CodeBlock oneFromObject(String objects, int index, ScalarType numbers) {
        CodeBlock array = fromObject(objects, index, numbers, width(), "[" + width() + "]");
        return isToken() ? CodeBlock.of("$L[0]", array) : array;
    }
}
