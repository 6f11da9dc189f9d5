// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.ErrorReporter;
import org.rnnc.dsl.syntax.Name;
import org.rnnc.dsl.syntax.SpecFile;

/** The cells that can be applied, as expressions see them. */
public interface Cells {
    boolean isCell(SpecFile from, String name);

    /** The names of all cells that {@code from} sees. */
    Set<String> names(SpecFile from);

    /** The cell that {@code name} means in {@code from}, checked; empty, and reported, if there is none without mistakes. */
    Optional<CheckedCell> find(SpecFile from, Name name, ErrorReporter report);
}
