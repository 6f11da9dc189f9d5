// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.front;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/**
 * The other files whose cells a spec sees. One that cannot be read in full lends no cells, and what is wrong with it is
 * said only where one of its cells is wanted.
 */
public final class Neighbours {
    private final List<SpecFile> sound = new ArrayList<>();
    private final Map<SourceText, Diagnostics> broken = new LinkedHashMap<>();
    private final List<String> unread;

    /** @param unread the files of which not even the text is known, each with the reason */
    public Neighbours(List<SourceText> sources, List<String> unread) {
        this.unread = List.copyOf(unread);
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

    public List<SpecFile> sound() {
        return List.copyOf(sound);
    }

    /**
     * What was found; in place of an unknown cell, why it cannot be read, if it is there. Where it may be in a file that
     * was not read, that is said besides.
     */
    public List<Diagnostic> explain(Diagnostics found) {
        Diagnostics all = new Diagnostics();
        for (Diagnostic diagnostic : found.all()) {
            Optional<Diagnostics> reasons =
                    diagnostic.code().equals(Code.UNKNOWN_STAGE.id()) ? reasons(diagnostic) : Optional.empty();
            reasons.ifPresentOrElse(
                    mistakes -> mistakes.all().forEach(all::add), () -> all.add(withUnread(diagnostic)));
        }
        return all.all();
    }

    private Diagnostic withUnread(Diagnostic found) {
        if (unread.isEmpty() || !found.code().equals(Code.UNKNOWN_STAGE.id())) {
            return found;
        }
        String before = found.hint().isEmpty() ? "" : found.hint() + "; ";
        return new Diagnostic(
                found.code(),
                found.severity(),
                found.span(),
                found.message(),
                before + "cells were not looked for in " + String.join(", ", unread));
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
