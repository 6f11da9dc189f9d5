// SPDX-License-Identifier: Apache-2.0
package org.rnnc.training.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.support.Shapes;

/** Whether an array, flat or of arrays, is the data of some sequences in the order that was said. */
record SequenceArray(String what, DataSpec spec, int sequences, int steps, boolean stepMajor) {
    /** The array itself where it is flat, else a flat copy. */
    Object flat(Object array) {
        if (array instanceof Object[] nested) {
            int[] found = shape(nested);
            if (!Arrays.equals(found, trimmed(shape(stepMajor), found.length))) {
                throw wrong(Shapes.text(found) + other(found));
            }
            Object target = spec.kind() == DataSpec.Kind.TOKEN ? new int[size()] : new double[size()];
            copy(nested, target, 0);
            return target;
        }
        int length = length(array);
        if (length < 0) {
            throw wrong(array == null ? "null" : array.getClass().getSimpleName());
        }
        if (length != size()) {
            throw wrong("length " + length);
        }
        return array;
    }

    private IllegalArgumentException wrong(String found) {
        String names = spec.perStep() ? stepMajor ? "[steps][sequences]" : "[sequences][steps]" : "[sequences]";
        return new IllegalArgumentException(what + ": expected "
                + (spec.kind() == DataSpec.Kind.TOKEN ? "tokens " : "numbers ") + names
                + (spec.kind() == DataSpec.Kind.TOKEN ? "" : "[size]") + " = " + Shapes.text(shape(stepMajor)) + ", "
                + size() + " in all, found " + found);
    }

    /** What to call where the two orders were taken for each other. */
    private String other(int[] found) {
        boolean isOther = spec.perStep() && Arrays.equals(found, trimmed(shape(!stepMajor), found.length));
        return isOther
                ? ", which is " + (stepMajor ? "[sequences][steps]" : "[steps][sequences]") + ": "
                        + (stepMajor ? "ofBatchMajor" : "ofStepMajor") + " takes it"
                : "";
    }

    private int[] shape(boolean stepsFirst) {
        int[] one = spec.kind() == DataSpec.Kind.TOKEN ? new int[0] : new int[] {spec.size()};
        int[] all = spec.perStep()
                ? stepsFirst ? new int[] {steps, sequences} : new int[] {sequences, steps}
                : new int[] {sequences};
        int[] shape = Arrays.copyOf(all, all.length + one.length);
        System.arraycopy(one, 0, shape, all.length, one.length);
        return shape;
    }

    /** A vector of one number need not be an array of its own. */
    private int[] trimmed(int[] shape, int dimensions) {
        boolean single = spec.kind() == DataSpec.Kind.VECTOR && spec.size() == 1;
        return single && dimensions == shape.length - 1 ? Arrays.copyOf(shape, dimensions) : shape;
    }

    private int size() {
        return Math.toIntExact(Shapes.size(shape(stepMajor)));
    }

    /** The length of an array of the right type; -1 of another. */
    private int length(@Nullable Object array) {
        if (spec.kind() == DataSpec.Kind.TOKEN) {
            return array instanceof int[] tokens ? tokens.length : -1;
        }
        return array instanceof float[] floats
                ? floats.length
                : array instanceof double[] doubles ? doubles.length : -1;
    }

    /** Refuses parts of different lengths. */
    private int[] shape(Object[] nested) {
        int[] inner = null;
        for (Object part : nested) {
            int[] its = part instanceof Object[] deeper ? shape(deeper) : new int[] {length(part)};
            if (its[its.length - 1] < 0) {
                throw wrong(part == null ? "null" : part.getClass().getSimpleName());
            }
            if (inner != null && !Arrays.equals(inner, its)) {
                throw wrong("parts of shapes " + Shapes.text(inner) + " and " + Shapes.text(its)
                        + "; sequences of different lengths are given one by one: add(steps, ...)");
            }
            inner = its;
        }
        int[] rest = inner == null ? new int[0] : inner;
        int[] shape = new int[rest.length + 1];
        shape[0] = nested.length;
        System.arraycopy(rest, 0, shape, 1, rest.length);
        return shape;
    }

    private int copy(Object[] nested, Object target, int from) {
        int at = from;
        for (Object part : nested) {
            if (part instanceof Object[] deeper) {
                at = copy(deeper, target, at);
            } else if (part instanceof float[] floats) {
                for (float number : floats) {
                    ((double[]) target)[at++] = number;
                }
            } else {
                int length = length(part);
                System.arraycopy(part, 0, target, at, length);
                at += length;
            }
        }
        return at;
    }
}
