// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

/** What keeps a command from its work, in words for whoever called it. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message a line, without a point at its end */
    public CommandException(String message) {
        super(message);
    }
}
