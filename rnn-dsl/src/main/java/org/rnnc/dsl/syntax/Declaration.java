// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;
import java.util.Optional;

/** A cell or a model. */
public sealed interface Declaration {
    /** The text of its {@code /** *}{@code /} comment, unindented, or empty. */
    String documentation();

    Name name();

    List<Item> items();

    SourceSpan span();

    /** {@code cell rnn(n, activation = tanh) { ... }}. */
    record Cell(String documentation, Name name, List<Parameter> parameters, List<Item> items, SourceSpan span)
            implements Declaration {
        public Cell {
            parameters = List.copyOf(parameters);
            items = List.copyOf(items);
        }
    }

    /** {@code model CharRnn { ... }}; inline text, whose model has no name, gets the generated class's. */
    record Model(String documentation, Name name, List<Item> items, SourceSpan span) implements Declaration {
        public Model {
            items = List.copyOf(items);
        }
    }

    /** A size or option of a cell, with its default where it has one. */
    record Parameter(Name name, Optional<Expr> defaultValue) {}
}
