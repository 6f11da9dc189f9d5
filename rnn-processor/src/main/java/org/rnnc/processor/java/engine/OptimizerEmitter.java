// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.java.kernel.KernelCall;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.java.kernel.PackRef;
import org.rnnc.processor.java.kernel.Scratch;
import org.rnnc.processor.java.kernel.WeightOrder;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.Plan;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/** Calls that update all parameters, in the layout they are stored in. */
final class OptimizerEmitter {
    private final Plan plan;
    private final FieldNames names;
    private final Memory memory;
    private final ScalarType numbers;
    private final WeightOrder order;
    private final SharedNumbers shared;
    private Scratch scratch = Scratch.NONE;

    OptimizerEmitter(EmissionContext context, WeightOrder order, Memory memory) {
        this.plan = context.plan();
        this.names = context.names();
        this.memory = memory;
        this.numbers = context.numbers();
        this.order = order;
        this.shared = new SharedNumbers(plan, names, numbers);
    }

    SharedNumbers shared() {
        return shared;
    }

    /** Neighbours in a pack that are updated alike, whose gradients are neighbours too; {@code parameter} is the first. */
    private record UpdatedRange(Pack pack, Parameter parameter, int offset, GradientRef gradient, int width) {}

    /** The statements of {@code update(long update)}: what is the same for many parameters, then all parameters. */
    List<CodeBlock> emit() {
        List<CodeBlock> calls = new ArrayList<>();
        for (Pack pack : plan.packs().all()) {
            for (UpdatedRange range : ranges(pack)) {
                calls.add(update(range));
            }
        }
        List<CodeBlock> code = shared.emit();
        code.addAll(calls);
        return code;
    }

    private List<UpdatedRange> ranges(Pack pack) {
        List<UpdatedRange> ranges = new ArrayList<>();
        PackLayout layout = names.layout(pack);
        for (int i = 0; i < pack.parameters().size(); i++) {
            Parameter parameter = pack.parameters().get(i);
            Node gradient = plan.gradients().parameters().get(parameter);
            if (gradient == null) {
                continue;
            }
            int offset = layout.offsets().get(i);
            int end = i + 1 < layout.offsets().size() ? layout.offsets().get(i + 1) : layout.width();
            UpdatedRange next = new UpdatedRange(pack, parameter, offset, gradientOf(gradient), end - offset);
            UpdatedRange last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
            if (last != null
                    && alike(last.parameter(), parameter)
                    && last.offset() + last.width() == offset
                    && last.gradient().isBefore(next.gradient(), last.width())) {
                ranges.set(
                        ranges.size() - 1,
                        new UpdatedRange(
                                pack, last.parameter(), last.offset(), last.gradient(), last.width() + next.width()));
            } else {
                ranges.add(next);
            }
        }
        return ranges;
    }

    private boolean alike(Parameter a, Parameter b) {
        Training training = plan.model().training();
        return training.optimizerOf(a.index()).equals(training.optimizerOf(b.index()))
                && (!shared.clipsTensors() || a.tensorName().equals(b.tensorName()));
    }

    /** Where a gradient is kept. */
    GradientRef gradientOf(Node gradient) {
        return GradientRef.of(gradient, plan, memory);
    }

    private CodeBlock update(UpdatedRange range) {
        Training training = plan.model().training();
        Optimizer optimizer = training.optimizerOf(range.parameter().index());
        OptimizerRule rule = OptimizerRule.of(optimizer, training.clips(), range.width());
        Map<Node, RowsRef> places = new LinkedHashMap<>();
        PackRef parameters = names.factors(range.pack(), "weights");
        RowsRef parameter = order.part(parameters, range.offset());
        places.put(rule.parameter(), parameter);
        places.put(rule.gradient(), place(range.gradient()));
        places.put(rule.updated(), parameter);
        rule.slots().forEach((name, slot) -> {
            RowsRef place = order.part(names.slot(range.pack(), name), range.offset());
            places.put(slot, place);
            places.put(rule.updatedSlots().get(name), place);
        });
        rule.scalars().forEach((scalar, node) -> places.put(node, shared(shared.need(scalar, range.parameter()))));
        Kernel.Elementwise kernel = new Kernel.Elementwise(range.width(), rule.work(), rule.outputs());
        Args args =
                Args.ofElements((node, stage) -> Objects.requireNonNull(places.get(node)), Stage.Kind.ONCE, numbers);
        args.ref(rule.parameter(), "parameter");
        args.ref(rule.gradient(), "gradient");
        rule.slots().forEach((name, slot) -> args.ref(slot, name));
        rule.scalars().values().forEach(scalar -> args.ref(scalar, SharedNumbers.FIELD));
        boolean rests = OptimizerRule.restsWithoutGradient(optimizer);
        KernelCall call = order.elementwise("update_" + range.width(), kernel, rule.labels(), args, parameters, rests);
        scratch = scratch.or(call.scratch());
        return call.code();
    }

    /** What updates have asked for. */
    Scratch scratch() {
        return scratch;
    }

    private RowsRef place(GradientRef gradient) {
        return gradient instanceof GradientRef.OfMatrix matrix
                ? order.part(matrix.numbers(), matrix.offset())
                : ((GradientRef.OfVector) gradient).rows();
    }

    private static RowsRef shared(int place) {
        return RowsRef.itself(FieldRef.own(SharedNumbers.FIELD), place);
    }
}
