// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.ScalarType;

/**
 * Memory that kernels use on the way: its content is of no use before or after. Kernels ask for it as they are written.
 *
 * @param lanes whether there are partial sums of a reduction
 * @param powers length of a row for powers of e on the way to something else; 0 for none
 * @param exponents length of a row for the exponents of powers whose fractions are known; 0 for none
 * @param rows what only some targets want, by the name of the field
 */
public record Scratch(boolean lanes, int powers, int exponents, Map<String, Rows> rows) {
    /** Partial sums of a reduction: part of the numeric contract, the same in float and double. */
    public static final int PARTIAL_SUMS = 16;

    public static final String LANES = "lanes";
    public static final String POWERS = "powers";
    public static final String EXPONENTS = "exponents";

    public static final Scratch NONE = new Scratch(false, 0, 0, Map.of());

    /** Partial sums of a reduction. */
    public static final Scratch OF_REDUCTION = new Scratch(true, 0, 0, Map.of());

    /** So many rows of one length; a single one, that is no array of arrays, is 0 of them. */
    public record Rows(int count, int length, String documentation) {
        /** @param row of one row */
        public TypeName type(TypeName row) {
            return count == 0 ? row : ArrayTypeName.of(row);
        }

        public static Rows larger(Rows a, Rows b) {
            return new Rows(Math.max(a.count, b.count), Math.max(a.length, b.length), a.documentation);
        }
    }

    public static Scratch rows(String name, Rows rows) {
        return new Scratch(false, 0, 0, Map.of(name, rows));
    }

    public static Scratch powers(int length) {
        return new Scratch(false, length, 0, Map.of());
    }

    public static Scratch exponents(int length) {
        return new Scratch(false, 0, length, Map.of());
    }

    /** Enough for this work and for other work after it. */
    public Scratch or(Scratch other) {
        Map<String, Rows> all = new TreeMap<>(rows);
        other.rows.forEach((name, more) -> all.merge(name, more, Rows::larger));
        return new Scratch(
                lanes || other.lanes,
                Math.max(powers, other.powers),
                Math.max(exponents, other.exponents),
                Map.copyOf(all));
    }

    /** Adds the fields. */
    public void addTo(TypeSpec.Builder type, ScalarType numbers) {
        if (lanes) {
            addRow(type, numbers, LANES, PARTIAL_SUMS, "Partial sums of a reduction.");
        }
        if (powers > 0) {
            addRow(type, numbers, POWERS, powers, "Powers of e on the way to something else.");
        }
        if (exponents > 0) {
            addRow(type, numbers, EXPONENTS, exponents, "The exponents of powers whose fractions are known.");
        }
        new TreeMap<>(rows).forEach((name, some) -> {
            if (some.count() == 0) {
                addRow(type, numbers, name, some.length(), some.documentation());
            } else {
                CodeBlock made = numbers.makeRows(some.count(), some.length());
                type.addField(field(numbers.rows(), name, some.documentation(), made));
            }
        });
    }

    private static void addRow(TypeSpec.Builder type, ScalarType numbers, String name, int length, String text) {
        type.addField(field(numbers.row(), name, text, CodeBlock.of("new $T[$L]", numbers.type(), length)));
    }

    private static FieldSpec field(TypeName type, String name, String documentation, CodeBlock initializer) {
        return FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL)
                .addJavadoc("$L\n", documentation)
                .initializer(initializer)
                .build();
    }
}
