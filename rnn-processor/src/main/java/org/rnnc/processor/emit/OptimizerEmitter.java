// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.plan.Kernel;
import org.rnnc.processor.plan.Pack;
import org.rnnc.processor.plan.Plan;
import org.rnnc.processor.plan.Stage;

/** Calls that update all parameters, in the layout they are stored in. */
final class OptimizerEmitter {
    private final Plan plan;
    private final FieldNames names;
    private final Memory memory;
    private final Numbers numbers;
    private final ElementwiseEmitter elementwise;

    OptimizerEmitter(Plan plan, FieldNames names, Memory memory, Numbers numbers, ElementwiseEmitter elementwise) {
        this.plan = plan;
        this.names = names;
        this.memory = memory;
        this.numbers = numbers;
        this.elementwise = elementwise;
    }

    /** Rows of parameters whose gradients lie in rows of the same order. */
    private record Stretch(Pack pack, int offset, Locator.Location gradient, int width) {}

    /** The statements of {@code update(long update)}: what is the same for all parameters, then all parameters. */
    List<CodeBlock> emit() {
        List<CodeBlock> calls = new ArrayList<>();
        Set<OptimizerRule.Scalar> needed = new LinkedHashSet<>();
        for (Pack pack : plan.packs()) {
            for (Stretch stretch : stretches(pack)) {
                calls.add(update(stretch, needed));
            }
        }
        List<CodeBlock> code = new ArrayList<>();
        needed.stream().sorted().forEach(scalar -> code.add(scalar(scalar)));
        code.addAll(calls);
        return code;
    }

    /** A statement that works one of the shared numbers out. */
    private CodeBlock scalar(OptimizerRule.Scalar scalar) {
        Training training = plan.model().training();
        return switch (scalar) {
            case RATE -> set(scalar, CodeBlock.of("rate"));
            case CLIP -> {
                double limit = training.clip().orElseThrow().limit();
                yield set(scalar, CodeBlock.of("$T.min(1, $L / (gradientNorm() + 1e-6))", Math.class, limit));
            }
            case CORRECTION1 -> set(scalar, correction("beta1", "update"));
            case CORRECTION2 -> set(scalar, correction("beta2", "update"));
            case NEXT_CORRECTION1 -> set(scalar, correction("beta1", "update + 1"));
        };
    }

    private CodeBlock correction(String option, String exponent) {
        double beta = plan.model().training().optimizer().option(option);
        return CodeBlock.of("1 - $T.power($L, $L)", ClassName.get(Numbers.KERNEL_PACKAGE, "Powers"), beta, exponent);
    }

    private CodeBlock set(OptimizerRule.Scalar scalar, CodeBlock value) {
        String cast = numbers == Numbers.FLOAT ? "(float) " : "";
        return CodeBlock.of("shared[$L] = $L($L);\n", scalar.ordinal(), cast, value);
    }

    private List<Stretch> stretches(Pack pack) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < pack.parameters().size(); i++) {
            Parameter parameter = pack.parameters().get(i);
            Node gradient = plan.parameterGradients().get(parameter.index());
            if (gradient == null) {
                continue;
            }
            int offset = pack.offsets().get(i);
            int end = i + 1 < pack.offsets().size() ? pack.offsets().get(i + 1) : pack.width();
            Stretch next = new Stretch(pack, offset, gradientOf(gradient), end - offset);
            Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
            if (last != null
                    && last.gradient().key().equals(next.gradient().key())
                    && last.offset() + last.width() == offset
                    && last.gradient().offset() + last.width()
                            == next.gradient().offset()) {
                stretches.set(
                        stretches.size() - 1,
                        new Stretch(pack, last.offset(), last.gradient(), last.width() + next.width()));
            } else {
                stretches.add(next);
            }
        }
        return stretches;
    }

    /** Where a gradient is kept: a matrix's in the layout of its parameter, a vector's among the window's values. */
    Locator.Location gradientOf(Node gradient) {
        Integer owner = plan.gradientOwner().get(gradient);
        if (owner == null) {
            return memory.locate(gradient, Stage.Kind.ONCE);
        }
        Pack pack = plan.packOf(owner);
        return rows(names.of(pack, "gradient"), pack.offsetOf(owner));
    }

    private static Locator.Location rows(String field, int offset) {
        return new Locator.Location(new Locator.Key(field, "0"), field, "0", offset, false);
    }

    private CodeBlock update(Stretch stretch, Set<OptimizerRule.Scalar> needed) {
        OptimizerRule rule = OptimizerRule.of(plan.model().training(), stretch.width());
        Map<Node, Locator.Location> places = new LinkedHashMap<>();
        Locator.Location parameter = rows("weights." + names.of(stretch.pack()), stretch.offset());
        places.put(rule.parameter(), parameter);
        places.put(rule.gradient(), stretch.gradient());
        places.put(rule.updated(), parameter);
        rule.slots().forEach((name, slot) -> {
            Locator.Location place = rows(names.of(stretch.pack(), name), stretch.offset());
            places.put(slot, place);
            places.put(rule.updatedSlots().get(name), place);
        });
        rule.scalars().forEach((scalar, node) -> {
            needed.add(scalar);
            places.put(node, shared(scalar));
        });
        Kernel.Elementwise kernel = new Kernel.Elementwise(stretch.width(), rule.work(), rule.outputs());
        String rows = Integer.toString(stretch.pack().arrays());
        Args args = new Args((node, stage) -> places.get(node), Stage.Kind.ONCE, numbers);
        args.ref(rule.parameter(), "parameter");
        args.ref(rule.gradient(), "gradient");
        rule.slots().forEach((name, slot) -> args.ref(slot, name));
        return elementwise.emit("update_" + stretch.width(), kernel, args, rows);
    }

    private static Locator.Location shared(OptimizerRule.Scalar scalar) {
        return new Locator.Location(new Locator.Key("shared", ""), "shared", "", scalar.ordinal(), false);
    }
}
