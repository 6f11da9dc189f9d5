// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.rnnc.dsl.diag.Diagnostic;
import org.rnnc.dsl.syntax.SourceText;

/** Findings for editors: an array with an object for each. */
final class DiagnosticJson {
    private DiagnosticJson() {}

    static String of(List<Diagnostic> found) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.setHtmlSafe(false);
            json.beginArray();
            for (Diagnostic diagnostic : found) {
                write(diagnostic, json);
            }
            json.endArray();
        }
        return text.toString();
    }

    /** Lines and columns count from 1, the end is the column after the last character. */
    private static void write(Diagnostic found, JsonWriter json) throws IOException {
        SourceText source = found.span().source();
        int end = Math.min(
                Math.max(found.span().end(), found.span().start()),
                source.text().length());
        json.beginObject();
        json.name("file").value(source.name());
        json.name("line").value(found.span().line());
        json.name("column").value(found.span().column());
        json.name("endLine").value(source.lineAt(end));
        json.name("endColumn").value(source.columnAt(end));
        json.name("code").value(found.code());
        json.name("severity").value(found.severity().name().toLowerCase(Locale.ROOT));
        json.name("message").value(found.message());
        json.name("hint").value(found.hint());
        json.endObject();
    }
}
