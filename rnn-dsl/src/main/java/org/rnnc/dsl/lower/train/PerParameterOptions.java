// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.Initializer;
import org.rnnc.dsl.lower.context.InitializerReader;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.ParameterOptions;
import org.rnnc.dsl.resolve.type.Dim;
import org.rnnc.dsl.resolve.type.Type;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Path;
import org.rnnc.dsl.syntax.TrainOption;

/** The options of {@code train} that are for parts of a model: read in their turn, resolved when all layers are there. */
final class PerParameterOptions {
    private final Environment environment;
    private final List<ParameterPaths.Choice<Optimizer>> optimizers = new ArrayList<>();
    private final List<ParameterPaths.Choice<Double>> maxNorms = new ArrayList<>();
    private final List<ParameterPaths.Choice<Expr>> starts = new ArrayList<>();
    private final List<ParameterPaths.Choice<Boolean>> frozen = new ArrayList<>();
    private Optional<Double> maxNormOfAll = Optional.empty();

    PerParameterOptions(Environment environment) {
        this.environment = environment;
    }

    void optimizer(Optimizer optimizer, List<Path> targets) {
        targets.forEach(path -> optimizers.add(new ParameterPaths.Choice<>(path, optimizer)));
    }

    void start(Expr start, List<Path> targets) {
        targets.forEach(path -> starts.add(new ParameterPaths.Choice<>(path, start)));
    }

    void freeze(TrainOption.Freeze given) {
        given.targets().forEach(path -> frozen.add(new ParameterPaths.Choice<>(path, true)));
    }

    void maxNorm(double limit, List<Path> targets) {
        if (targets.isEmpty()) {
            maxNormOfAll = Optional.of(limit);
        }
        targets.forEach(path -> maxNorms.add(new ParameterPaths.Choice<>(path, limit)));
    }

    /** What they say of each parameter, and in the model how each starts. */
    ParameterOptions resolve() {
        ParameterPaths paths = new ParameterPaths(environment.model(), environment.report());
        Set<Integer> stays = paths.assign(frozen).keySet();
        Map<Integer, Optimizer> rules = values(trained(paths.assign(optimizers), optimizers, stays));
        Map<Integer, Double> limits = new TreeMap<>();
        maxNormOfAll.ifPresent(limit -> environment.graph().declared().stream()
                .filter(parameter -> isMatrix(parameter) && !stays.contains(parameter.index()))
                .forEach(parameter -> limits.put(parameter.index(), limit)));
        limits.putAll(values(matrices(trained(paths.assign(maxNorms), maxNorms, stays))));
        resolveStarts(paths.assign(starts));
        return new ParameterOptions(rules, stays, limits);
    }

    private static <T> Map<Integer, T> values(Map<Integer, ParameterPaths.Choice<T>> choices) {
        Map<Integer, T> values = new HashMap<>();
        choices.forEach((index, choice) -> values.put(index, choice.value()));
        return values;
    }

    private Parameter parameter(int index) {
        return environment.graph().declared().get(index);
    }

    private static boolean isMatrix(Parameter parameter) {
        return parameter.shape() instanceof Shape.Matrix;
    }

    /** What is left where some parameters are frozen; a path of which nothing is left is reported. */
    private <T> Map<Integer, ParameterPaths.Choice<T>> trained(
            Map<Integer, ParameterPaths.Choice<T>> found, List<ParameterPaths.Choice<T>> given, Set<Integer> stays) {
        Map<Integer, ParameterPaths.Choice<T>> left = new TreeMap<>(found);
        left.keySet().removeAll(stays);
        for (ParameterPaths.Choice<T> choice : given) {
            if (found.containsValue(choice) && !left.containsValue(choice)) {
                environment
                        .report()
                        .error(
                                Code.NOTHING_TO_TRAIN,
                                choice.path().span(),
                                Quote.of(choice.path().text()) + " is frozen: nothing of it is trained",
                                "take it out of `freeze`, or out of this option");
            }
        }
        return left;
    }

    /** The matrices: rows have norms. */
    private Map<Integer, ParameterPaths.Choice<Double>> matrices(Map<Integer, ParameterPaths.Choice<Double>> found) {
        Map<Integer, ParameterPaths.Choice<Double>> left = new TreeMap<>(found);
        left.keySet().removeIf(index -> !isMatrix(parameter(index)));
        Set<String> reported = new TreeSet<>();
        found.forEach((index, choice) -> {
            if (!left.containsValue(choice) && reported.add(choice.path().text())) {
                environment
                        .report()
                        .error(
                                Code.WRONG_TYPE,
                                choice.path().span(),
                                "`maxNorm` is for the rows of matrices; "
                                        + Quote.of(choice.path().text()) + " has none",
                                "");
            }
        });
        return left;
    }

    private void resolveStarts(Map<Integer, ParameterPaths.Choice<Expr>> found) {
        InitializerReader reader = new InitializerReader(environment);
        Map<Expr, Optional<Initializer>> read = new java.util.IdentityHashMap<>();
        found.forEach((index, choice) -> {
            Optional<Initializer> start = read.computeIfAbsent(choice.value(), reader::readForModel);
            Parameter parameter = parameter(index);
            boolean single = ParameterPaths.isOf(choice.path(), parameter);
            if (start.isPresent() && single && parameter.shape() instanceof Shape.Vector vector) {
                // The start of a model leaves vectors alone: one that is named itself has the start it is given.
                Type type = new Type.Vector(Dim.of(vector.size()));
                start = start.get() == Initializer.PYTORCH
                        ? start
                        : reader.read(choice.value(), type).map(Initializer::of);
            } else if (!single && !isMatrix(parameter)) {
                start = start.filter(whole -> whole == Initializer.PYTORCH);
            }
            start.ifPresent(s -> environment.model().starts().set(parameter, s));
        });
    }
}
