// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.read.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * The other files whose cells a spec sees. One that cannot be read in full lends no cells, and what is wrong with it is
 * said only where one of its cells is wanted.
 */
final class Neighbours {
    private final List<SpecFile> sound = new ArrayList<>();
    private final Map<SourceText, Diagnostics> broken = new LinkedHashMap<>();

    Neighbours(List<SourceText> sources) {
        for (SourceText source : sources) {
            Diagnostics mistakes = new Diagnostics();
            SpecFile file = SpecReader.read(source, mistakes);
            if (mistakes.hasErrors()) {
                broken.put(source, mistakes);
            } else {
                sound.add(file);
            }
        }
    }

    List<SpecFile> sound() {
        return List.copyOf(sound);
    }

    /** What was found; in place of an unknown cell, why it cannot be read, if it is there. */
    List<Diagnostic> explain(Diagnostics found) {
        Diagnostics all = new Diagnostics();
        for (Diagnostic diagnostic : found.all()) {
            Optional<Diagnostics> reasons =
                    diagnostic.code().equals(Code.UNKNOWN_STAGE.id()) ? reasons(diagnostic) : Optional.empty();
            reasons.ifPresentOrElse(mistakes -> mistakes.all().forEach(all::add), () -> all.add(diagnostic));
        }
        return all.all();
    }

    private Optional<Diagnostics> reasons(Diagnostic unknown) {
        String text = unknown.span().source().text();
        String cell =
                text.substring(unknown.span().start(), Math.min(unknown.span().end(), text.length()));
        Pattern declaration = Pattern.compile("\\bcell\\s+" + Pattern.quote(cell) + "\\b");
        return broken.entrySet().stream()
                .filter(entry -> declaration.matcher(entry.getKey().text()).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
