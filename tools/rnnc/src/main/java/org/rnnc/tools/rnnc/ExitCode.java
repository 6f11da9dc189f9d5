// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

/** What a command ends with. Those of picocli are the same. */
final class ExitCode {
    static final int FINE = 0;
    /** Something is wrong with the files. */
    static final int ERRORS = 1;
    /** Something is wrong with the command line. */
    static final int USAGE = 2;
    /** Something is wrong with rnnc. */
    static final int BUG = 3;

    /** For {@code exitCodeList} of each command. */
    static final String FINE_TEXT = "0:nothing is wrong; there may be warnings";

    static final String ERRORS_TEXT = "1:there are errors, or a file cannot be read or written";
    static final String USAGE_TEXT = "2:the command line is wrong";
    static final String BUG_TEXT = "3:rnnc has a fault";

    private ExitCode() {}
}
