// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;
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
final class TrainingReader {
    static final Training DEFAULT = new Training(
            25, 25, false, 1, Optimizer.Kind.SGD.with(0.01), Optional.empty(), 0, Training.Unroll.AUTO, List.of());

    private final Frame frame;
    private final Map<Class<?>, SourceSpan> seen = new HashMap<>();
    private int window = DEFAULT.window();
    private Optional<Integer> backward = Optional.empty();
    private boolean carryState = DEFAULT.carryState();
    private int batch = DEFAULT.batch();
    private Optimizer optimizer = DEFAULT.optimizer();
    private Optional<Training.Clip> clip = DEFAULT.clip();
    private long seed = DEFAULT.seed();
    private Training.Unroll unroll = DEFAULT.unroll();
    private List<Training.GradientOf> gradients = DEFAULT.gradients();
    private List<Path> observed = List.of();

    TrainingReader(Frame frame) {
        this.frame = frame;
    }

    Training read(Item.Train train) {
        for (TrainOption option : train.options()) {
            SourceSpan before = seen.putIfAbsent(option.getClass(), option.span());
            if (before != null) {
                frame.report()
                        .error(
                                Code.DUPLICATE_ARGUMENT,
                                option.span(),
                                "this option is given twice; the first time in line " + before.line(),
                                "");
            } else {
                read(option);
            }
        }
        return new Training(
                window, backward.orElse(window), carryState, batch, optimizer, clip, seed, unroll, gradients);
    }

    /** The values to keep for the caller; whether there are such is known when the model's equations are lowered. */
    List<Path> observed() {
        return observed;
    }

    /** Where the window's length is written; the batch's; else null. */
    SourceSpan place() {
        return seen.getOrDefault(TrainOption.Window.class, seen.get(TrainOption.Batch.class));
    }

    /** Where it is written how many steps are written out; else null. */
    SourceSpan unrollPlace() {
        return seen.get(TrainOption.Unroll.class);
    }

    private void read(TrainOption option) {
        Numbers numbers = new Numbers(frame);
        if (option instanceof TrainOption.Window given) {
            window = numbers.whole(given.steps(), "window", 1, Limits.WINDOW)
                    .map(Long::intValue)
                    .orElse(window);
            carryState = given.stateRule()
                    .filter(rule -> rule.text().equals("carry"))
                    .isPresent();
            given.backward().ifPresent(steps -> unavailable(steps.span(), "a backward length of its own"));
        } else if (option instanceof TrainOption.Batch given) {
            batch = numbers.whole(given.size(), "batch", 1, Limits.BATCH)
                    .map(Long::intValue)
                    .orElse(batch);
        } else if (option instanceof TrainOption.Optimizer given) {
            checkTargets(given.targets());
            optimizer = new OptimizerReader(frame).read(given.value()).orElse(optimizer);
        } else if (option instanceof TrainOption.Clip given) {
            clip = clip(given, numbers);
        } else if (option instanceof TrainOption.Start given) {
            checkTargets(given.targets());
            new Starts(frame).readForModel(given.value()).ifPresent(frame.assembly()::start);
        } else if (option instanceof TrainOption.Seed given) {
            seed = numbers.whole(given.value(), "seed", -(1L << 53), 1L << 53).orElse(seed);
        } else if (option instanceof TrainOption.Unroll given) {
            unroll = unroll(given.value(), numbers);
        } else if (option instanceof TrainOption.Gradients given) {
            gradients = gradients(given.of());
        } else if (option instanceof TrainOption.Freeze) {
            unavailable(option.span(), "`freeze`");
        } else if (option instanceof TrainOption.MaxNorm) {
            unavailable(option.span(), "`maxNorm`");
        } else if (option instanceof TrainOption.Observe given) {
            observed = given.values();
        }
    }

    private void unavailable(SourceSpan span, String what) {
        frame.report().unavailable(span, what, "");
    }

    /** What an option of a part of the parameters names. */
    private void checkTargets(List<Path> targets) {
        targets.stream()
                .findFirst()
                .ifPresent(target -> unavailable(target.span(), "an option for a part of the model"));
    }

    private Optional<Training.Clip> clip(TrainOption.Clip given, Numbers numbers) {
        given.per().ifPresent(per -> unavailable(per.span(), "clipping per " + per));
        Optional<Double> limit = numbers.positive(given.limit(), "clip");
        Optional<Training.Clip.Kind> kind = switch (given.kind().text()) {
            case "value" -> Optional.of(Training.Clip.Kind.VALUE);
            case "norm" -> Optional.of(Training.Clip.Kind.NORM);
            default -> unknown(given.kind(), "clip", List.of("value", "norm"));
        };
        return kind.flatMap(k -> limit.map(l -> new Training.Clip(k, l)));
    }

    private Training.Unroll unroll(Expr value, Numbers numbers) {
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
                frame.report().error(Code.DUPLICATE_ARGUMENT, name.span(), Quote.of(name) + " is given twice", "");
            } else {
                all.add(of);
            }
        }
        return all;
    }

    private <T> Optional<T> unknown(Name name, String option, List<String> known) {
        frame.report()
                .error(
                        Code.UNKNOWN_CHOICE,
                        name.span(),
                        Quote.of(option) + " cannot be " + Quote.of(name),
                        Nearest.hint(name.text(), known, String.join(" or ", known)));
        return Optional.empty();
    }
}
