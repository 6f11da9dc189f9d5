// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower.train;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Quote;
import org.rnnc.dsl.diag.Suggestion;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.lower.context.Environment;
import org.rnnc.dsl.lower.context.InitializerReader;
import org.rnnc.dsl.lower.context.NumericOptions;
import org.rnnc.dsl.model.Limits;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.ParameterOptions;
import org.rnnc.dsl.model.Training;
import org.rnnc.dsl.model.WindowLength;
import org.rnnc.dsl.syntax.Expr;
import org.rnnc.dsl.syntax.Item;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.Path;
import org.rnnc.dsl.syntax.SourceSpan;
import org.rnnc.dsl.syntax.TrainOption;

/**
 * Reads {@code train { ... }}. Without it, or where it is silent: windows of 25 steps from zero, one sequence
 * at a time, {@code sgd(rate = 0.01)}, no clipping, seed 0, matrices that start by {@code xavier}.
 */
public final class TrainingReader {
    public static final Training DEFAULT = new Training(
            25,
            25,
            false,
            1,
            Optimizer.Kind.SGD.with(0.01),
            List.of(),
            0,
            Training.Unroll.AUTO,
            List.of(),
            ParameterOptions.NONE);

    private final Environment environment;
    private final PerParameterOptions partial;
    private final Map<Class<?>, SourceSpan> seen = new HashMap<>();
    private final Map<Axis, Integer> ofAxis = new HashMap<>();
    private int window = DEFAULT.window();
    private Optional<Integer> backward = Optional.empty();
    private @Nullable SourceSpan backwardPlace;
    private boolean carryState = DEFAULT.carryState();
    private int batch = DEFAULT.batch();
    private Optimizer optimizer = DEFAULT.optimizer();
    private List<Training.Clip> clips = DEFAULT.clips();
    private long seed = DEFAULT.seed();
    private Training.Unroll unroll = DEFAULT.unroll();
    private List<Training.GradientOf> gradients = DEFAULT.gradients();
    private List<Path> observed = List.of();

    public TrainingReader(Environment environment) {
        this.environment = environment;
        this.partial = new PerParameterOptions(environment);
    }

    /** What there is to say before the layers are known; {@link #parameters} has the rest. */
    public Training read(Item.Train train) {
        for (TrainOption option : train.options()) {
            SourceSpan before = targets(option).isEmpty() ? seen.putIfAbsent(option.getClass(), option.span()) : null;
            if (before != null) {
                environment
                        .report()
                        .error(
                                Code.DUPLICATE_ARGUMENT,
                                option.span(),
                                "this option is given twice; the first time in line " + before.line(),
                                option instanceof TrainOption.Clip ? "one after the other: clip value 5, norm 1" : "");
            } else {
                read(option);
            }
        }
        checkBackward();
        return new Training(
                windows(), carryState, batch, optimizer, clips, seed, unroll, gradients, ParameterOptions.NONE);
    }

    /** By axis, also where nothing is said. */
    private Map<Axis, WindowLength> windows() {
        Map<Axis, WindowLength> windows = new HashMap<>();
        for (Axis axis : environment.model().axes().all()) {
            int steps = ofAxis.getOrDefault(axis, window);
            windows.put(axis, new WindowLength(steps, backward.orElse(steps)));
        }
        return windows;
    }

    /** Without {@code train}. */
    public Training silent() {
        return new Training(
                windows(), carryState, batch, optimizer, clips, seed, unroll, gradients, ParameterOptions.NONE);
    }

    /** What is said of single parameters, when all layers are there; sets how they start. */
    public ParameterOptions parameters() {
        return partial.resolve();
    }

    /** What an option that may stand several times is for; without it, it is for all. */
    private static List<Path> targets(TrainOption option) {
        return option instanceof TrainOption.Optimizer optimizer
                ? optimizer.targets()
                : option instanceof TrainOption.Start start
                        ? start.targets()
                        : option instanceof TrainOption.MaxNorm maxNorm ? maxNorm.targets() : List.of();
    }

    /** The values to keep for the caller; whether there are such is known when the model's equations are lowered. */
    public List<Path> observed() {
        return observed;
    }

    /** Where the window's length is written; the batch's; else null. */
    public @Nullable SourceSpan place() {
        return seen.getOrDefault(TrainOption.Window.class, seen.get(TrainOption.Batch.class));
    }

    /** Where it is written how many steps are written out; else null. */
    public @Nullable SourceSpan unrollPlace() {
        return seen.get(TrainOption.Unroll.class);
    }

    private void read(TrainOption option) {
        NumericOptions numbers = new NumericOptions(environment);
        if (option instanceof TrainOption.Window given) {
            window = given.steps()
                    .flatMap(steps -> numbers.whole(steps, "window", 1, Limits.WINDOW))
                    .map(Long::intValue)
                    .orElse(window);
            given.axes().forEach(one -> axis(one, numbers));
            carryState = given.stateRule()
                    .filter(rule -> rule.text().equals("carry"))
                    .isPresent();
            given.stateRule().filter(rule -> carryState).ifPresent(this::checkCarry);
            given.backward().ifPresent(steps -> backward(steps, numbers));
        } else if (option instanceof TrainOption.Batch given) {
            batch = numbers.whole(given.size(), "batch", 1, Limits.BATCH)
                    .map(Long::intValue)
                    .orElse(batch);
        } else if (option instanceof TrainOption.Optimizer given) {
            new OptimizerReader(environment).read(given.value()).ifPresent(rule -> optimizer(rule, given.targets()));
        } else if (option instanceof TrainOption.Clip given) {
            clips = clips(given, numbers);
        } else if (option instanceof TrainOption.Start given) {
            start(given);
        } else if (option instanceof TrainOption.Seed given) {
            seed = numbers.whole(given.value(), "seed", -(1L << 53), 1L << 53).orElse(seed);
        } else if (option instanceof TrainOption.Unroll given) {
            unroll = unroll(given.value(), numbers);
        } else if (option instanceof TrainOption.Gradients given) {
            gradients = gradients(given.of());
        } else if (option instanceof TrainOption.Freeze given) {
            partial.freeze(given);
        } else if (option instanceof TrainOption.MaxNorm given) {
            numbers.positive(given.limit(), "maxNorm").ifPresent(limit -> partial.maxNorm(limit, given.targets()));
        } else if (option instanceof TrainOption.Observe given) {
            observed = given.values();
        }
    }

    private void axis(TrainOption.AxisSteps one, NumericOptions numbers) {
        Optional<Axis> axis = environment.model().axes().find(one.axis(), environment.report());
        Optional<Long> steps = numbers.whole(one.steps(), "window", 1, Limits.WINDOW);
        if (axis.isEmpty() || steps.isEmpty()) {
            return;
        }
        if (ofAxis.put(axis.get(), steps.get().intValue()) != null) {
            environment
                    .report()
                    .error(
                            Code.DUPLICATE_ARGUMENT,
                            one.axis().span(),
                            "the steps of " + Quote.of(one.axis()) + " are given twice",
                            "");
        }
    }

    /** A tree goes on in no later window. */
    private void checkCarry(Name rule) {
        if (environment.model().axes().all().stream().allMatch(Axis::isTree)) {
            environment
                    .report()
                    .error(
                            Code.NO_TREE,
                            rule.span(),
                            "each window has trees of its own, and a tree's states end with its root",
                            "leave out `carry state`");
        }
    }

    private void backward(Expr steps, NumericOptions numbers) {
        backwardPlace = steps.span();
        if (environment.model().axes().only().isEmpty()) {
            environment
                    .report()
                    .error(
                            Code.BAD_VALUE,
                            steps.span(),
                            "gradients come from the last steps of a window of one axis; this model has several",
                            "leave out `backward`");
            return;
        }
        if (environment.model().axes().all().stream().anyMatch(Axis::isTree)) {
            environment
                    .report()
                    .error(
                            Code.NO_TREE,
                            steps.span(),
                            "gradients come from all nodes of a tree, which has no last steps",
                            "leave out `backward`");
            return;
        }
        int window = windows().values().iterator().next().steps();
        backward = numbers.whole(steps, "backward", 1, Limits.WINDOW).map(Long::intValue);
        if (backward.orElse(window) > window) {
            environment
                    .report()
                    .error(
                            Code.BAD_VALUE,
                            steps.span(),
                            "`backward " + backward.get() + "` is more than the " + window + " steps of the window",
                            "a window of " + backward.get() + " steps has as many");
            backward = Optional.empty();
        }
    }

    /** A state's start is the first step's affair, which a shorter backward length does not reach. */
    private void checkBackward() {
        SourceSpan place = backwardPlace;
        if (place != null && backward.orElse(window) < window && gradients.contains(Training.GradientOf.STATE)) {
            environment
                    .report()
                    .error(
                            Code.BAD_VALUE,
                            place,
                            "`gradients state` is of what a window starts from, and gradients of the last "
                                    + backward.get() + " of its " + window + " steps do not reach that",
                            "leave out `backward " + backward.get() + "` or `gradients state`");
        }
    }

    private void optimizer(Optimizer rule, List<Path> targets) {
        if (targets.isEmpty()) {
            optimizer = rule;
        } else {
            partial.optimizer(rule, targets);
        }
    }

    private void start(TrainOption.Start given) {
        if (given.targets().isEmpty()) {
            new InitializerReader(environment)
                    .readForModel(given.value())
                    .ifPresent(environment.model().starts()::set);
        } else {
            partial.start(given.value(), given.targets());
        }
    }

    private List<Training.Clip> clips(TrainOption.Clip given, NumericOptions numbers) {
        List<Training.Clip> all = new ArrayList<>();
        boolean hasNorm = false;
        for (TrainOption.Clipping clipping : given.clippings()) {
            Optional<Training.Clip> clip = clip(clipping, numbers);
            clip.ifPresent(all::add);
            boolean norm = clip.isPresent() && clip.get().kind() != Training.Clip.Kind.VALUE;
            if (hasNorm && norm) {
                environment
                        .report()
                        .error(
                                Code.DUPLICATE_ARGUMENT,
                                clipping.span(),
                                "gradients are clipped by one norm, and this is a second one",
                                "clip norm 5, or clip norm 5 per tensor; a value may stand before and after it");
                return clips;
            }
            hasNorm |= norm;
        }
        return all;
    }

    private Optional<Training.Clip> clip(TrainOption.Clipping given, NumericOptions numbers) {
        Optional<Double> limit = numbers.positive(given.limit(), "clip");
        Optional<Training.Clip.Kind> kind = switch (given.kind().text()) {
            case "value" -> Optional.of(Training.Clip.Kind.VALUE);
            case "norm" -> Optional.of(Training.Clip.Kind.NORM);
            default -> unknown(given.kind(), "clip", List.of("value", "norm"));
        };
        if (given.per().isPresent()) {
            kind = kind.flatMap(of -> perTensor(of, given.per().get()));
        }
        return kind.flatMap(k -> limit.map(l -> new Training.Clip(k, l)));
    }

    private Optional<Training.Clip.Kind> perTensor(Training.Clip.Kind kind, Name per) {
        if (!per.text().equals("tensor")) {
            return unknown(per, "per", List.of("tensor"));
        }
        if (kind == Training.Clip.Kind.VALUE) {
            environment
                    .report()
                    .error(
                            Code.UNKNOWN_CHOICE,
                            per.span(),
                            "`clip value` limits each element, whatever tensor it is in",
                            "clip value 5, or clip norm 5 per tensor");
            return Optional.empty();
        }
        return Optional.of(Training.Clip.Kind.TENSOR_NORM);
    }

    private Training.Unroll unroll(Expr value, NumericOptions numbers) {
        String word =
                value instanceof Expr.Reference reference ? reference.name().text() : "";
        if (word.equals("auto")) {
            return Training.Unroll.AUTO;
        }
        if (word.equals("full")) {
            return new Training.Unroll(Training.Unroll.Kind.FULL, 0);
        }
        if (value instanceof Expr.Reference reference) {
            unknown(reference.name(), "unroll", List.of("auto", "full"));
            return unroll;
        }
        return numbers.whole(value, "unroll", 1, Limits.WINDOW)
                .map(steps -> new Training.Unroll(Training.Unroll.Kind.STEPS, steps.intValue()))
                .orElse(unroll);
    }

    private List<Training.GradientOf> gradients(List<Name> names) {
        List<Training.GradientOf> all = new ArrayList<>();
        Set<String> known = Set.of("input", "state");
        for (Name name : names) {
            if (!known.contains(name.text())) {
                unknown(name, "gradients", List.of("input", "state"));
                continue;
            }
            var of = name.text().equals("input") ? Training.GradientOf.INPUT : Training.GradientOf.STATE;
            if (all.contains(of)) {
                environment
                        .report()
                        .error(Code.DUPLICATE_ARGUMENT, name.span(), Quote.of(name) + " is given twice", "");
            } else {
                all.add(of);
            }
        }
        return all;
    }

    private <T> Optional<T> unknown(Name name, String option, List<String> known) {
        environment
                .report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        name.span(),
                        Quote.of(option) + " cannot be " + Quote.of(name),
                        Suggestion.hint(name.text(), known, String.join(" or ", known)));
        return Optional.empty();
    }
}
