// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve.type;

/**
 * One size of a type.
 *
 * @param text how messages show it: the number, or in a cell checked by itself the cell's own words for it
 */
public record Dim(int value, String text) {
    public static Dim of(int value) {
        return new Dim(value, Integer.toString(value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Dim dim && dim.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
