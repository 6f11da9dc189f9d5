// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.syntax.SourceText;
import org.rnnc.dsl.syntax.SpecFile;

/** The cells that come with the language, read once from their resources. */
final class CellLibrary {
    private static final String FOLDER = "/org/rnnc/dsl/library/";

    /** Names the files: a class path cannot be listed. */
    private static final String INDEX = FOLDER + "index.txt";

    private CellLibrary() {}

    private static final class Holder {
        static final List<SpecFile> FILES = load();
    }

    static List<SpecFile> files() {
        return Holder.FILES;
    }

    private static List<SpecFile> load() {
        return text(INDEX)
                .lines()
                .filter(line -> !line.isBlank())
                .map(CellLibrary::read)
                .toList();
    }

    private static SpecFile read(String file) {
        Diagnostics diagnostics = new Diagnostics();
        SpecFile spec = SpecReader.read(new SourceText("library/" + file, text(FOLDER + file)), diagnostics);
        if (diagnostics.hasErrors()) {
            throw new IllegalStateException(diagnostics.all().get(0).format());
        }
        return spec;
    }

    private static String text(String resource) {
        try (InputStream stream = CellLibrary.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
