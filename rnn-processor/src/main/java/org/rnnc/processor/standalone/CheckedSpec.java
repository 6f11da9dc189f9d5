// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.standalone;

import java.util.List;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Severity;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * A spec that was read and checked.
 *
 * @param spec what could be read of it
 * @param models those that have no errors
 * @param found all errors and warnings, in the order they were made
 */
public record CheckedSpec(SpecFile spec, List<ModelSpec> models, List<Diagnostic> found) {
    public CheckedSpec {
        models = List.copyOf(models);
        found = List.copyOf(found);
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(diagnostic -> diagnostic.severity() == Severity.ERROR);
    }
}
