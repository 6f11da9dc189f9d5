// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.io;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A parameter file or checkpoint cannot be used. The message lists everything that is wrong with it at once. */
public final class ParameterFileException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Longer lists, which only a foreign or hostile file gives, are cut in the message. */
    private static final int SHOWN = 100;

    /** Null after deserialization. */
    private final transient @Nullable List<String> problems;

    /**
     * Makes the exception.
     *
     * @param source what cannot be used: a file, or what it comes from is called
     * @param problems what is wrong, a sentence each; at least one
     */
    public ParameterFileException(Object source, List<String> problems) {
        super(message(Objects.requireNonNull(source, "source"), Objects.requireNonNull(problems, "problems")));
        this.problems = List.copyOf(problems);
    }

    /**
     * Makes the exception.
     *
     * @param source what cannot be used: a file, or what it comes from is called
     * @param problem what is wrong, in a sentence
     */
    public ParameterFileException(Object source, String problem) {
        this(source, List.of(Objects.requireNonNull(problem, "problem")));
    }

    /**
     * What is wrong, a sentence each.
     *
     * @return at least one; empty only after deserialization
     */
    public List<String> problems() {
        return problems == null ? List.of() : problems;
    }

    private static String message(Object source, List<String> problems) {
        if (problems.size() == 1) {
            return source + ": " + problems.get(0);
        }
        StringBuilder message = new StringBuilder(source + ": " + problems.size() + " problems");
        problems.stream().limit(SHOWN).forEach(problem -> message.append("\n  ").append(problem));
        if (problems.size() > SHOWN) {
            message.append("\n  and ").append(problems.size() - SHOWN).append(" more");
        }
        return message.toString();
    }
}
