// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.diag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.rnnc.dsl.syntax.SourceSpan;

/** Collects what the stages find, so that one build reports every independent mistake, once. */
public final class Diagnostics {
    private final List<Diagnostic> found = new ArrayList<>();
    private final Set<String> seen = new LinkedHashSet<>();

    public void error(String code, SourceSpan span, String message, String hint) {
        add(new Diagnostic(code, Severity.ERROR, span, message, hint));
    }

    public void warning(String code, SourceSpan span, String message, String hint) {
        add(new Diagnostic(code, Severity.WARNING, span, message, hint));
    }

    /** Adds a finding unless the same one, at the same place, is there already. */
    public void add(Diagnostic diagnostic) {
        if (seen.add(diagnostic.code() + "@" + diagnostic.span() + diagnostic.message())) {
            found.add(diagnostic);
        }
    }

    public boolean hasErrors() {
        return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }

    /** All findings, in the order they were made. */
    public List<Diagnostic> all() {
        return Collections.unmodifiableList(found);
    }
}
