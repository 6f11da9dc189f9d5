// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;
import org.rnnc.dsl.model.ModelSpec;

/** The type that a model computes with, and how its literals are written. */
public enum ScalarType {
    FLOAT(TypeName.FLOAT, "FloatMath", "FloatBlock", "floats"),
    DOUBLE(TypeName.DOUBLE, "DoubleMath", "DoubleBlock", "doubles");

    private final TypeName type;
    private final TypeName row;
    private final TypeName rows;
    private final ClassName math;
    private final ClassName block;
    private final String plural;

    ScalarType(TypeName type, String math, String block, String plural) {
        this.type = type;
        this.row = ArrayTypeName.of(type);
        this.rows = ArrayTypeName.of(row);
        this.math = ClassName.get(RuntimePackages.MATH, math);
        this.block = ClassName.get(RuntimePackages.GENERATED, block);
        this.plural = plural;
    }

    public static ScalarType of(ModelSpec model) {
        return model.precision() == ModelSpec.Precision.FLOAT ? FLOAT : DOUBLE;
    }

    public TypeName type() {
        return type;
    }

    /** How many one takes. */
    public int bytes() {
        return this == FLOAT ? Float.BYTES : Double.BYTES;
    }

    public TypeName row() {
        return row;
    }

    public TypeName rows() {
        return rows;
    }

    public ClassName math() {
        return math;
    }

    public ClassName block() {
        return block;
    }

    /** Rows of zeros. */
    public CodeBlock makeRows(Object count, int width) {
        return CodeBlock.of("$T.$L($L, $L)", ClassName.get(RuntimePackages.GENERATED, "Rows"), plural, count, width);
    }

    /** {@code Float} or {@code Double}. */
    public TypeName box() {
        return type.box();
    }

    /** {@code floats} or {@code doubles}: what the runtime's methods for this type are called. */
    public String plural() {
        return plural;
    }

    /** {@code 0.1f} or {@code 0.1}; names no type, so that it can stand in any text. */
    public String literal(double value) {
        if (this == FLOAT) {
            float narrow = (float) value;
            return Float.isFinite(narrow) ? narrow + "f" : special(narrow, "f");
        }
        return Double.isFinite(value) ? Double.toString(value) : special(value, "d");
    }

    private static String special(double value, String suffix) {
        return "(" + (Double.isNaN(value) ? "0" : value > 0 ? "1" : "-1") + " / 0" + suffix + ")";
    }
}
