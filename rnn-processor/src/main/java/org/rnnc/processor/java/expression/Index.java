// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

import java.util.ArrayList;
import java.util.List;

/** A place in an array: some variables and a literal, added up. */
public record Index(List<String> variables, int offset) implements Expression {
    public static final Index ZERO = of(0);

    public Index {
        variables = List.copyOf(variables);
    }

    public static Index of(int literal) {
        return new Index(List.of(), literal);
    }

    public static Index of(String variable) {
        return new Index(List.of(variable), 0);
    }

    public Index plus(int more) {
        return new Index(variables, offset + more);
    }

    public Index plus(String variable) {
        List<String> all = new ArrayList<>(variables);
        all.add(variable);
        return new Index(all, offset);
    }

    public Index plus(Index more) {
        List<String> all = new ArrayList<>(variables);
        all.addAll(more.variables);
        return new Index(all, offset + more.offset);
    }

    /** A literal of 0 is left out, unless there is nothing else. */
    @Override
    public String toString() {
        if (variables.isEmpty()) {
            return Integer.toString(offset);
        }
        String sum = String.join(" + ", variables);
        if (offset == 0) {
            return sum;
        }
        return offset < 0 ? sum + " - " + -offset : sum + " + " + offset;
    }
}
