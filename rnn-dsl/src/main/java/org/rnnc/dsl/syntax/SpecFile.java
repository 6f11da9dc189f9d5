// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.syntax;

import java.util.List;

/** Everything one source text declares, in its order. */
public record SpecFile(SourceText source, List<Declaration> declarations) {
    public SpecFile {
        declarations = List.copyOf(declarations);
    }

    public List<Declaration.Cell> cells() {
        return declarations.stream()
                .filter(Declaration.Cell.class::isInstance)
                .map(Declaration.Cell.class::cast)
                .toList();
    }

    public List<Declaration.Model> models() {
        return declarations.stream()
                .filter(Declaration.Model.class::isInstance)
                .map(Declaration.Model.class::cast)
                .toList();
    }
}
