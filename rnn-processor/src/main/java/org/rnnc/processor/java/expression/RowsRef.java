// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.expression;

/**
 * Where the rows of a value are, for the caller of a kernel. As an expression it is the first of them.
 *
 * @param first the row of the field that is the first one here
 * @param offset of the value within each row
 */
public record RowsRef(FieldRef field, Form form, Index first, int offset, Kind kind) implements Expression {
    public enum Form {
        /** The field has a row for each of the kernel's. */
        EACH,
        /** The field has one row, which all of the kernel's share. */
        ONE,
        /** The field is that row itself. */
        ITSELF
    }

    public enum Kind {
        NUMBERS,
        /** Plain ints: a row is one of them. */
        TOKENS
    }

    public static RowsRef each(FieldRef field, Index first, int offset) {
        return new RowsRef(field, Form.EACH, first, offset, Kind.NUMBERS);
    }

    public static RowsRef tokens(FieldRef field, Index first) {
        return new RowsRef(field, Form.EACH, first, 0, Kind.TOKENS);
    }

    public static RowsRef one(FieldRef field, int offset) {
        return new RowsRef(field, Form.ONE, Index.ZERO, offset, Kind.NUMBERS);
    }

    public static RowsRef itself(FieldRef field, int offset) {
        return new RowsRef(field, Form.ITSELF, Index.ZERO, offset, Kind.NUMBERS);
    }

    /** Whether each row of a kernel has one of its own. */
    public boolean isEach() {
        return form == Form.EACH;
    }

    /** The rows without what is in them: of two values with the same, one argument serves. */
    public RowsRef whole() {
        return new RowsRef(field, form, first, 0, kind);
    }

    /** The same from somewhere else in each row on. */
    public RowsRef at(int otherOffset) {
        return new RowsRef(field, form, first, otherOffset, kind);
    }

    /** The same for somebody who has the field's owner as {@code outer}. */
    public RowsRef within(String outer) {
        return new RowsRef(field.within(outer), form, first, offset, kind);
    }

    /** The first row. */
    public Expression row() {
        return form == Form.ITSELF ? field : new Element(field, first);
    }

    /** The row number {@code index} of a field that has one for each; else that for all. */
    public Expression row(Index index) {
        return isEach() ? new Element(field, index) : row();
    }

    /** What a method is given that goes over the rows: all of them, or the one for all. */
    public Expression rows() {
        return isEach() ? field : row();
    }

    /** The value's first number in the first row. */
    public Element number() {
        return new Element(row(), Index.of(offset));
    }

    @Override
    public String toString() {
        return row().toString();
    }
}
