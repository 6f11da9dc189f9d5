// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

/** Every kind of finding, with its stable number and what it means. A number is never given to another kind. */
public enum Code {
    // ---- 001 to 029: reading a text

    UNEXPECTED(1, "something stands where something else was expected"),
    UNCLOSED(2, "a bracket, a brace or a type's < has no closing counterpart"),
    UNOPENED(3, "a closing bracket or brace has no opening counterpart"),
    STRAY_CHARACTER(4, "a character that has no meaning in the language"),
    UNCLOSED_COMMENT(5, "a comment that does not end"),
    FOREIGN_SIGN(6, "another language's sign for something written differently here"),
    MISSING_OPERATOR(7, "two values side by side"),
    MISSING_EQUALS(8, "an equation without its ="),
    MISSING_COLON(9, "a declaration without the : before its type"),
    BAD_TYPE(10, "not one of the types scalar, vector<n>, matrix<n, m>, token<n>"),
    BAD_INDEX(11, "something else than t, t-1, left or right as the place of a state"),
    UNKNOWN_WORD(12, "a statement that begins with an unknown word"),
    OUTSIDE(13, "a statement that is in no cell and no model"),
    MISPLACED(14, "a statement, a training option, a cell or a model in the wrong block"),
    RESERVED_WORD(15, "a word reserved for later"),
    NUMBER_RANGE(16, "a number too large or too small to be represented"),
    TOO_DEEP(17, "an expression nested too deeply"),
    TOO_LONG(18, "a text too long to be a model"),
    EMPTY_STATEMENT(19, "a ; that ends nothing"),
    REPEATED_CLAUSE(20, "a clause of a declaration given twice"),
    TOO_MANY(21, "so many mistakes that the rest is not listed"),
    ;

    private final int number;
    private final String meaning;

    Code(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** {@code RNN012}. */
    public String id() {
        return String.format(java.util.Locale.ROOT, "RNN%03d", number);
    }

    /** What a finding of this kind says, in a line for the reference. */
    public String meaning() {
        return meaning;
    }
}
