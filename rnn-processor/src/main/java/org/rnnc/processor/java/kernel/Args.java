// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.Identifier;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.expression.Element;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.FieldRef;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.java.expression.Variable;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Views;

/** Collects the arguments of one kernel while its body is written; values in the same row share one. */
public final class Args {
    private final Locator memory;
    private final Stage.Kind stage;
    private final TypeName row;
    private final TypeName rows;
    private final Map<Row, Arg> byRows = new LinkedHashMap<>();
    private final Map<Expression, Arg> shared = new LinkedHashMap<>();
    private final Map<Ref, String> first = new HashMap<>();
    private final List<Arg> all = new ArrayList<>();
    private Scratch scratch = Scratch.NONE;
    private final Set<PanelCopy> panels = new LinkedHashSet<>();
    private final Distinct names;

    public Args(Locator memory, Stage.Kind stage, ScalarType numbers) {
        this(memory, stage, numbers, List.of("j", "k", "row", "sum"));
    }

    /** @param taken what the kernel calls things of its own */
    public Args(Locator memory, Stage.Kind stage, ScalarType numbers, List<String> taken) {
        this.names = new Distinct("", taken);
        this.memory = memory;
        this.stage = stage;
        this.row = numbers.row();
        this.rows = numbers.rows();
    }

    /** Those of an element-wise kernel. */
    public static Args ofElements(Locator memory, Stage.Kind stage, ScalarType numbers) {
        return new Args(memory, stage, numbers, List.of("j"));
    }

    /** A value's array within the kernel, and where in it the value begins. */
    public record Ref(String array, int offset) {
        /** {@code h[j + 112]}. */
        public Element at(Index index) {
            return Element.of(array, index.plus(offset));
        }

        public Element at(int index) {
            return at(Index.of(index));
        }

        public Element at(String variable) {
            return at(Index.of(variable));
        }

        /** The same from further on in the array. */
        public Ref plus(int more) {
            return new Ref(array, offset + more);
        }
    }

    /**
     * Rows that arguments are for. A state that is moved on where it lies has two: then the kernel is the one that serves
     * where it is moved on from row to row.
     */
    private record Row(RowsRef whole, boolean before) {}

    public Ref ref(Node node) {
        return ref(node, null);
    }

    /**
     * @param name what the kernel calls the row; a name for its part in the kernel lets kernels of the same work be one,
     *     null takes the value's own name
     */
    public Ref ref(Node node, @Nullable String name) {
        RowsRef place = memory.locate(node, stage);
        boolean before = Views.seen(node).op() instanceof Op.Previous;
        Arg arg = byRows.computeIfAbsent(new Row(place.whole(), before), key -> {
            TypeName type = place.kind() == RowsRef.Kind.TOKENS ? TypeName.INT : row;
            String called =
                    unique(name == null ? Identifier.variable(place.field().name()) : name);
            return add(new Arg(called, type, place, before));
        });
        return new Ref(arg.name(), place.offset());
    }

    /** Something that is passed as it is. */
    public String shared(String name, TypeName type, Expression passed) {
        return shared.computeIfAbsent(passed, key -> add(new Arg(unique(Identifier.variable(name)), type, passed)))
                .name();
    }

    /** Where in its array a value begins, as an argument: one kernel serves all places where no loop here depends on it. */
    public String first(Ref ref) {
        return first.computeIfAbsent(
                ref,
                key -> add(new Arg(unique(ref.array() + "First"), TypeName.INT, Index.of(ref.offset())))
                        .name());
    }

    /** Partial sums of a reduction. */
    public String lanes() {
        return scratch(Scratch.LANES, Scratch.OF_REDUCTION);
    }

    /** A row for powers of e on the way to something else. */
    public Ref powers(int length) {
        return new Ref(scratch(Scratch.POWERS, Scratch.powers(length)), 0);
    }

    /** A row for the exponents of powers whose fractions are known. */
    public String exponents(int length) {
        return scratch(Scratch.EXPONENTS, Scratch.exponents(length));
    }

    /** Numbers in the order of a pack, and what the kernel calls them. */
    public PackRef pack(String name, PackRef numbers, TypeName type) {
        String called = shared(name, type, numbers.field());
        return new PackRef(FieldRef.own(called), numbers.layout(), numbers.role());
    }

    /**
     * Columns of weights as vectors read them.
     *
     * @param owner of the weights, as one gets there
     */
    public String panels(PanelCopy copy, String owner) {
        panels.add(copy);
        return shared("panels", rows, new FieldRef(owner, copy.name()));
    }

    /** Rows that only some targets want, called as their fields are. */
    public void need(Scratch needed) {
        needed.rows().forEach((name, rows) -> shared(name, rows.type(row), FieldRef.own(name)));
        scratch = scratch.or(needed);
    }

    /** A field that {@code needed} makes. */
    private String scratch(String field, Scratch needed) {
        scratch = scratch.or(needed);
        return shared(field, row, FieldRef.own(field));
    }

    /** What a kernel that is a part of this one is given; what it needs besides, this one needs. */
    public List<Expression> adopt(Args part) {
        scratch = scratch.or(part.scratch);
        panels.addAll(part.panels);
        return part.all.stream().map(this::adopt).toList();
    }

    private Expression adopt(Arg arg) {
        if (arg.passed() instanceof Index index) {
            return index;
        }
        if (arg.passed() instanceof RowsRef place) {
            return new Variable(byRows.computeIfAbsent(
                            new Row(place.whole(), arg.before()),
                            key -> add(new Arg(unique(arg.name()), arg.type(), place, arg.before())))
                    .name());
        }
        return new Variable(shared(arg.name(), arg.type(), arg.passed()));
    }

    /** A call of a method of the library, with what the kernel has asked for. */
    public KernelCall call(String method, List<Expression> passed) {
        return new KernelCall(
                CodeBlock.of("$L($L);\n", KernelLibrary.called(method), Expression.arguments(passed)), scratch, panels);
    }

    /** All rows of a value: its array of arrays. */
    public String rowsOf(Node node, String name) {
        return shared(name, rows, locate(node).field());
    }

    /** The rows of a value that has fewer of them than the others here. */
    public RowsRef locateAlone(Node node) {
        return memory.locate(node, Stage.Kind.of(node.domain()));
    }

    public RowsRef locate(Node node) {
        return memory.locate(node, stage);
    }

    public List<Arg> all() {
        return all;
    }

    /** A name that no argument has, for a local. */
    public String local(String wanted) {
        return unique(Identifier.variable(wanted));
    }

    private Arg add(Arg arg) {
        all.add(arg);
        return arg;
    }

    private String unique(String wanted) {
        return names.of(wanted);
    }
}
