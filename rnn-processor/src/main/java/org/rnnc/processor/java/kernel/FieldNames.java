// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.AxisNames;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.layout.Buffer;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.layout.Layout;
import org.rnnc.processor.layout.MemoryPlan;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.pack.Pack;

/** The fields of one engine: no two things share a name, whatever users call their layers. */
public final class FieldNames {
    private final MemoryPlan memory;
    private final Map<Object, String> given = new HashMap<>();
    private final Distinct distinct;

    private static final List<String> TAKEN = List.of(
            "weights",
            "t",
            "rows",
            "row",
            "k",
            "j",
            "lanes",
            "powers",
            "exponents",
            "sequences",
            "first",
            "count",
            "end",
            Extent.BEGIN,
            Extent.AHEAD,
            "rate",
            "norm",
            "shared",
            "squares",
            "rowSquares",
            "update",
            "sequenceIds",
            "stepCapacity",
            "batchCapacity",
            "zeros",
            "all");

    public FieldNames(MemoryPlan memory) {
        this.memory = memory;
        AxisNames axes = new AxisNames(memory.plan().model().graph().axes());
        List<String> taken = new ArrayList<>(TAKEN);
        if (!axes.isOne()) {
            taken.addAll(axes.taken());
        }
        this.distinct = new Distinct("_", taken);
    }

    /** Where the values of a program are. */
    public Layout layout(Program program) {
        return memory.layout(program);
    }

    /** How a pack is kept. */
    public PackLayout layout(Pack pack) {
        return memory.layout(pack);
    }

    /** The length of a row that holds so many numbers. */
    public int padded(int size) {
        return memory.target().padded(size);
    }

    /** Buffers of one name hold the same value in several programs, and so have one name in their classes. */
    public String of(Buffer buffer) {
        return given.computeIfAbsent("buffer " + buffer.name(), key -> distinct.of(Identifier.ofLabel(buffer.name())));
    }

    /** The arrays of a pack: {@code lstmWiWfWgWo}. */
    public String of(Pack pack) {
        return given.computeIfAbsent(pack, key -> fresh(named(pack)));
    }

    /** Each of some tokens, beside the parameters. */
    public String of(Op.EachToken tokens) {
        return given.computeIfAbsent(tokens, key -> fresh("eachOf" + tokens.count()));
    }

    /** Something that belongs to a pack: its gradient, an optimizer's slot. */
    public String of(Pack pack, String purpose) {
        return given.computeIfAbsent(
                purpose + " " + pack.role() + " " + pack.index(), key -> fresh(purpose + upper(named(pack))));
    }

    /**
     * The parameters of a pack, or what stands for them.
     *
     * @param owner of the parameters, as one gets there; anything else is one's own
     */
    public PackRef factors(Pack pack, String owner) {
        FieldRef field = new FieldRef(pack.isOfParameters() ? owner : "", of(pack));
        return new PackRef(field, layout(pack), PackRef.Role.FACTOR);
    }

    public PackRef gradient(Pack pack) {
        return new PackRef(FieldRef.own(of(pack, "gradient")), layout(pack), PackRef.Role.GRADIENT);
    }

    /** What an optimizer remembers. */
    public PackRef slot(Pack pack, String slot) {
        return new PackRef(FieldRef.own(of(pack, slot)), layout(pack), PackRef.Role.SLOT);
    }

    /** The arrays of a pack's matrices in the other order. */
    public String transposed(Pack pack) {
        return given.computeIfAbsent(
                "transposed " + pack.role() + " " + pack.index(), key -> fresh(named(pack) + "Transposed"));
    }

    public String fresh(String wanted) {
        return distinct.of(Identifier.variable(wanted));
    }

    private static String named(Pack pack) {
        return pack.isOfParameters() ? label(pack) : pack.role() + upper(label(pack));
    }

    private static String label(Pack pack) {
        List<Parameter> parameters = pack.parameters();
        String members = parameters.size() <= 4
                ? parameters.stream().map(p -> upper(p.name())).collect(Collectors.joining())
                : upper(parameters.get(0).name()) + "AndOthers";
        return Identifier.ofLabel(parameters.get(0).layer() + "." + members);
    }

    public static String upper(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
