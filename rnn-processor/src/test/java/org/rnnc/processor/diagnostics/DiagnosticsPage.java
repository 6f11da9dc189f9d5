// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.diagnostics;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rnnc.dsl.diag.Code;

/** Writes {@code docs/diagnostics.md} from the fixtures. */
final class DiagnosticsPage {
    static final Path FILE = Path.of("../docs/diagnostics.md");

    private static final String HEAD = """
            # Diagnostics

            Every message of the compiler has a code that stays the same between versions. This page lists them by code: \
            what the message means, an example of it, what the compiler says, and the example put right. A test runs all \
            examples and writes the page from them; to change it, change `rnn-processor/src/test/resources/diagnostics` \
            and run

                mvn -q -pl rnn-processor -am test -Dtest=DiagnosticsFixtureTest -Ddiagnostics.update=true \
            -Dsurefire.failIfNoSpecifiedTests=false

            A message begins with `file:line:column`, so that an editor can jump to the place. Text on an annotation is \
            reported with the line of the Java file. An error stops the class from being generated; instead there is one \
            of the same name with the same methods, so that code that uses it has no errors that only follow. A warning \
            stops nothing.

            """;

    private DiagnosticsPage() {}

    static String of(List<Fixture> fixtures) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| code | meaning |\n| --- | --- |\n");
        for (Code code : Code.values()) {
            page.append("| [").append(code.id()).append("](#").append(code.id().toLowerCase(Locale.ROOT));
            page.append(") | ")
                    .append(code.meaning().replace("|", "\\|").replace("<", "\\<"))
                    .append(" |\n");
        }
        for (Code code : Code.values()) {
            page.append("\n## ").append(code.id()).append("\n\n");
            page.append(sentence(code.meaning())).append('\n');
            for (Fixture fixture : fixtures) {
                if (fixture.code().equals(code.id())) {
                    append(page, fixture);
                }
            }
        }
        return page.toString();
    }

    private static void append(StringBuilder page, Fixture fixture) {
        page.append("\n### ").append(fixture.title()).append("\n\n");
        if (!fixture.note().isEmpty()) {
            page.append(fixture.note()).append("\n\n");
        }
        files(page, fixture.input());
        page.append("The compiler says\n\n");
        block(page, "text", Fixture.text(fixture.expected()));
        page.append("Put right\n\n");
        files(page, fixture.changed());
        page.setLength(page.length() - 1);
    }

    private static void files(StringBuilder page, Map<String, Path> files) {
        files.forEach((name, path) -> {
            if (files.size() > 1) {
                page.append('`').append(name).append("`\n\n");
            }
            block(page, name.endsWith(".java") ? "java" : "rnn", readable(path));
        });
    }

    /** A file as it can be shown, whatever bytes it has. */
    private static String readable(Path file) {
        try {
            return new String(java.nio.file.Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new IllegalStateException(file + " cannot be read", e);
        }
    }

    private static void block(StringBuilder page, String language, String text) {
        page.append("```").append(language).append('\n').append(text);
        page.append(text.endsWith("\n") ? "" : "\n").append("```\n\n");
    }

    private static String sentence(String words) {
        return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }
}
