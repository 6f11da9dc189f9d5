// SPDX-License-Identifier: Apache-2.0
package org.rnnc.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import org.apache.maven.plugin.logging.Log;
import org.codehaus.plexus.build.BuildContext;
import org.codehaus.plexus.build.DefaultBuildContext;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.syntax.SourceSpan;

/** Shows findings as Maven shows those of javac, {@code /a/b.rnn:[6,22] ...}; in an editor, beside the text. */
final class Messages {
    private final Path root;
    private final Log log;
    private final BuildContext context;

    Messages(Path root, Log log, BuildContext context) {
        this.root = root;
        this.log = log;
        this.context = context;
    }

    /** Takes away what an earlier build said in an editor. */
    void forget(Collection<String> specs) {
        specs.forEach(spec -> context.removeMessages(root.resolve(spec).toFile()));
    }

    void say(Diagnostic found) {
        boolean error = SpecSources.isError(found);
        SourceSpan place = found.span();
        File file = root.resolve(place.source().name()).toFile();
        if (context instanceof DefaultBuildContext) {
            // It would print the message in a form of its own.
            String text = text(file, found);
            if (error) {
                log.error(text);
            } else {
                log.warn(text);
            }
        } else {
            context.addMessage(
                    file,
                    place.line(),
                    place.column(),
                    found.formatAlone(),
                    error ? BuildContext.SEVERITY_ERROR : BuildContext.SEVERITY_WARNING,
                    null);
        }
    }

    /** With the line, if there is one, and a caret under the place. */
    static String text(File file, Diagnostic found) {
        SourceSpan place = found.span();
        String head = file + ":[" + place.line() + "," + place.column() + "] ";
        if (place.source().text().isEmpty()) {
            return head + found.formatAlone();
        }
        String whole = found.format();
        return head + whole.substring(whole.indexOf(found.code()));
    }
}
