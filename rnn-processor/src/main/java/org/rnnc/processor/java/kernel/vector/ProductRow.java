// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.PanelFields;
import org.rnnc.processor.java.kernel.VectorLibrary;

/**
 * One row of the results of a product, or of several that go on from each other, whole in registers: with vectors of one
 * length it is so few of them. Chains begin where their first numbers lie, in however many places, and go from one product
 * into the next without a row between: what another goes on from is not stored.
 *
 * @param sums the products in order, with one operand each
 * @param lanes how long the vectors are
 */
record ProductRow(List<ProductSum> sums, int lanes) {
    /** Sums that are in registers at the same time, beside what they are made of. */
    private static final int MOST = 8;

    /** Where the chain of a column begins, if not at zero. */
    private static Args.Ref begin(ProductSum sum, int column) {
        int first = 0;
        for (ProductSum.Copy copy : sum.copies()) {
            if (column < first + copy.width()) {
                return copy.from().plus(column - first);
            }
            first += copy.width();
        }
        return sum.start().orElseThrow().plus(column);
    }

    /** Whether vectors of this length hold whole parts of it, and few of them all. */
    boolean isPossible() {
        return sums.stream().allMatch(this::isWhole)
                && sums.stream()
                                .flatMap(sum -> vectors(sum).mapToObj(v -> before(sum, v)))
                                .filter(Optional::isEmpty)
                                .count()
                        <= MOST;
    }

    /** Whether no vector has less than its length, or begins in two places, or in parts of two vectors. */
    private boolean isWhole(ProductSum sum) {
        return sum.operands().size() == 1
                && sum.width() % lanes == 0
                && sum.copies().stream().allMatch(copy -> copy.width() % lanes == 0)
                && vectors(sum).allMatch(v -> earlier(sum, v).allMatch(other -> distance(sum, v, other) % lanes == 0));
    }

    /** The products before whose results lie in the array in which a vector begins. */
    private Stream<ProductSum> earlier(ProductSum sum, int v) {
        return sums.subList(0, sums.indexOf(sum)).stream()
                .filter(other -> sum.start().isPresent()
                        && other.out().array().equals(begin(sum, v * lanes).array()));
    }

    /** How many columns behind the first result of another product it begins. */
    private int distance(ProductSum sum, int v, ProductSum other) {
        return begin(sum, v * lanes).offset() - other.out().offset();
    }

    private IntStream vectors(ProductSum sum) {
        return IntStream.range(0, sum.width() / lanes);
    }

    /** A vector of a product. */
    private record Place(ProductSum sum, int vector) {}

    /** The vector of an earlier product in which vector {@code v} begins; empty if it begins in memory. */
    private Optional<Place> before(ProductSum sum, int v) {
        return earlier(sum, v)
                .map(other -> new Place(other, distance(sum, v, other) / lanes))
                .filter(place -> vectors(place.sum).anyMatch(vector -> vector == place.vector))
                .findFirst();
    }

    /** Whether another product goes on from a vector. */
    private boolean goesOn(ProductSum sum, int v) {
        Optional<Place> place = Optional.of(new Place(sum, v));
        return sums.subList(sums.indexOf(sum) + 1, sums.size()).stream()
                .anyMatch(later ->
                        vectors(later).anyMatch(vector -> before(later, vector).equals(place)));
    }

    private static Args.Ref x(ProductSum sum) {
        return sum.operands().get(0).x();
    }

    /** A call of its method, which is written if there is none yet. */
    CodeBlock call(List<Arg> args, ScalarType numbers, VectorLibrary library) {
        List<Arg> rows = rows(args);
        List<ParameterSpec> parameters = new ArrayList<>(KernelLibrary.parameters(rows));
        List<CodeBlock> passed = new ArrayList<>();
        rows.forEach(arg -> passed.add(CodeBlock.of("$L", arg.name())));
        int number = 0;
        for (ProductSum sum : sums) {
            for (int panel = 0; panel < panels(sum); panel++) {
                parameters.add(KernelLibrary.parameter(numbers.row(), "panel" + number++));
                passed.add(CodeBlock.of("$L[$L]", sum.panels(), panel));
            }
        }
        String method = library.method(
                "row" + lanes,
                "A row of results, in vectors of " + lanes
                        + (sums.size() > 1 ? "; chains go through both products" : ""),
                parameters,
                new Writer(library).body());
        return CodeBlock.of("$L($L);\n", method, CodeBlock.join(passed, ", "));
    }

    /** The arguments that are rows, results first. */
    private List<Arg> rows(List<Arg> args) {
        Set<String> names = new LinkedHashSet<>();
        for (ProductSum sum : sums) {
            if (!vectors(sum).allMatch(v -> goesOn(sum, v))) {
                names.add(sum.out().array());
            }
            vectors(sum)
                    .filter(v -> sum.start().isPresent() && before(sum, v).isEmpty())
                    .forEach(v -> names.add(begin(sum, v * lanes).array()));
            names.add(x(sum).array());
        }
        return names.stream()
                .map(name -> ProductTile.arg(new Args.Ref(name, 0), args))
                .toList();
    }

    private int panels(ProductSum sum) {
        int most = PanelFields.VECTORS * lanes;
        return (sum.width() + most - 1) / most;
    }

    /** How many vectors a panel has: the last may have fewer. */
    private int wide(ProductSum sum, int panel) {
        return Math.min(PanelFields.VECTORS, sum.width() / lanes - panel * PanelFields.VECTORS);
    }

    private final class Writer {
        private final VectorLibrary library;
        private final Object vector;
        private final CodeBlock.Builder body = CodeBlock.builder();
        private final Map<Place, String> names = new HashMap<>();
        private int chains;
        private int panels;

        Writer(VectorLibrary library) {
            this.library = library;
            this.vector = library.vector();
        }

        CodeBlock body() {
            sums.stream()
                    .flatMap(sum -> IntStream.range(0, panels(sum)).mapToObj(panel -> wide(sum, panel)))
                    .distinct()
                    .forEach(wide -> body.addStatement(
                            "int stride$L = $L$L", wide, wide == 1 ? "" : wide + " * ", VectorLibrary.STRIDE));
            sums.forEach(this::add);
            return body.build();
        }

        private void add(ProductSum sum) {
            vectors(sum).forEach(v -> begin(sum, v));
            loop(sum);
            panels += panels(sum);
            vectors(sum)
                    .filter(v -> !goesOn(sum, v))
                    .forEach(v -> body.add(VectorPass.store(
                            CodeBlock.of(names.get(new Place(sum, v))),
                            sum.out().array(),
                            sum.out().offset() + v * lanes)));
        }

        private void begin(ProductSum sum, int v) {
            Optional<Place> before = before(sum, v);
            String name = before.map(names::get).orElseGet(() -> "sum" + chains++);
            names.put(new Place(sum, v), name);
            if (before.isPresent()) {
                return;
            }
            if (sum.start().isEmpty()) {
                body.addStatement("$T $L = $T.zero($L)", vector, name, vector, VectorLibrary.SPECIES);
                return;
            }
            Args.Ref begin = ProductRow.begin(sum, v * lanes);
            body.addStatement(
                    "$T $L = $T.fromArray($L, $L, $L)",
                    vector,
                    name,
                    vector,
                    VectorLibrary.SPECIES,
                    begin.array(),
                    begin.offset());
        }

        private void loop(ProductSum sum) {
            CodeBlock.Builder begin = CodeBlock.builder();
            CodeBlock.Builder next = CodeBlock.builder();
            IntStream.range(0, panels(sum))
                    .map(panel -> wide(sum, panel))
                    .distinct()
                    .forEach(wide -> {
                        begin.add(", at$L = 0", wide);
                        next.add(", at$1L += stride$1L", wide);
                    });
            int count = sum.operands().get(0).count();
            body.beginControlFlow("for (int k = 0$L; k < $L; k++$L)", begin.build(), count, next.build())
                    .addStatement("$T factor = $L", vector, library.broadcast(x(sum).at("k")));
            vectors(sum).forEach(v -> {
                int panel = v / PanelFields.VECTORS;
                String chain = Objects.requireNonNull(names.get(new Place(sum, v)));
                body.addStatement(
                        "$L = $L",
                        chain,
                        VectorPass.add(
                                "factor",
                                CodeBlock.of(
                                        "$T.fromArray($L, panel$L, at$L$L)",
                                        vector,
                                        VectorLibrary.SPECIES,
                                        panels + panel,
                                        wide(sum, panel),
                                        VectorPass.beyond(v % PanelFields.VECTORS, VectorLibrary.LANES)),
                                chain));
            });
            body.endControlFlow();
        }
    }
}
