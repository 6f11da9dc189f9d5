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
    BAD_INDEX(11, "something else than t, t-1, left, right or child as the place of a state"),
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

    // ---- 030 to 099: checking

    UNKNOWN_NAME(30, "a name that is not declared"),
    UNKNOWN_STAGE(31, "neither a cell nor a function"),
    UNKNOWN_OPTION(32, "an argument by a name that there is not"),
    DEFINED_TWICE(33, "a name defined twice"),
    LAYER_CLASH(34, "two layers of one name"),
    SHAPE_MISMATCH(35, "operands whose sizes do not fit"),
    WRONG_PRODUCT(36, "a product or quotient of another kind than its sign says"),
    TOKEN_MISUSE(37, "a token where numbers are needed"),
    WRONG_TYPE(38, "a value of another kind than is needed"),
    MISSING_ARGUMENT(39, "an argument is missing"),
    EXTRA_ARGUMENT(40, "more arguments than there are parameters"),
    DUPLICATE_ARGUMENT(41, "an argument or option given twice"),
    BAD_SIZE(42, "a size that is not a whole number from 1, or is too large"),
    BAD_VALUE(43, "a number out of its range"),
    STATE_WITHOUT_EQUATION(44, "a state that nothing computes"),
    NOT_A_STATE(45, "the previous value of something that is not a state"),
    LOOP_IN_STEP(46, "equations that need each other within one step"),
    UNUSED_NAME(47, "something declared and not used (a warning)"),
    UNUSED_PARAMETER(48, "a trained parameter that no equation uses"),
    DOUBTFUL_QUOTIENT(49, "a quotient that can be read in two ways"),
    OUTPUT_MISSING(50, "a cell or model without an output"),
    OUTPUT_NOT_DEFINED(51, "an output without a value"),
    LOSS_MISFIT(52, "a loss that does not fit what it is given"),
    RECURSIVE_CELL(53, "a cell applied within itself"),
    INPUT_MISSING(54, "a cell or model without an input"),
    NOT_IN_THIS_BLOCK(55, "a statement of cells in a model, or of models in a cell"),
    JAVA_NAME(56, "a name that the generated Java cannot bear"),
    TOO_LARGE(57, "a model too large or nested too deeply"),
    UNAVAILABLE(58, "something the language has and this version of the compiler does not"),
    MIXED_DOMAINS(59, "values per step and values per sequence mixed"),
    STACKING(60, "parameters stacked into one tensor that do not fit together"),
    AMBIGUOUS_CELL(61, "two cells of one name in scope"),
    UNKNOWN_CHOICE(62, "an optimizer, loss, start or option that there is not"),
    NOTHING_TO_TRAIN(65, "an option of training for parameters that are not trained"),
    CARRIED_START(70, "a state with a start of its own where windows do not begin sequences"),
    MIXED_AXES(71, "values along two axes that meet"),
    PER_CHILD(75, "a value for each child of a node where one for the node is needed"),
    NO_TREE(76, "children of a step that has none, or the step before a node of a tree"),
    BAD_REPETITION(77, "a repetition that goes through no numbers or too many, or stands where none can"),
    // ---- 090 to 099: javac's side

    ANNOTATION(90, "an @RnnModel that does not say what to generate, or a class that is there twice"),
    FILE(91, "a file that is missing, unreadable, too large or not where it may be"),
    INTERNAL(99, "a mistake of the compiler itself"),
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
