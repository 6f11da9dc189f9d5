// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What stands around the text of each page. */
final class Template {
    /** The folder of the runtime's Javadoc. */
    static final String API = "api";

    /** That of rnnc-training. */
    static final String TRAINING = "api-training";

    private static final String STYLE = "style.css";

    private final String text;
    /** Where the links at the top of each page lead, from the root. */
    private final Map<String, String> top = new LinkedHashMap<>();

    private Template(String text) {
        this.text = text;
    }

    /** @param javadoc whether there is some to link to */
    static Template load(boolean javadoc) throws IOException {
        Template template;
        try (InputStream page = resource("page.html")) {
            template = new Template(new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
        template.top.put("rnnc", "index.html");
        template.top.put("Tutorial", "docs/tutorial.html");
        template.top.put("Documentation", "docs/index.html");
        template.top.put("Samples", "samples/index.html");
        if (javadoc) {
            template.top.put("Javadoc", API + "/index.html");
            template.top.put("of training", TRAINING + "/index.html");
        }
        template.top.put("Changes", "CHANGELOG.html");
        return template;
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(Template.class.getResourceAsStream(name), name);
    }

    static void copyStyle(Path output) throws IOException {
        Files.createDirectories(output);
        try (InputStream style = resource(STYLE)) {
            Files.copy(style, output.resolve(STYLE), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A whole page that stands at {@code page}, from where links lead up to the root. */
    String page(Path page, String title, String body) {
        String root = "../".repeat(page.getNameCount() - 1);
        String links = top.entrySet().stream()
                .map(link -> "<a href=\"" + root + link.getValue() + "\">" + link.getKey() + "</a>")
                .collect(Collectors.joining("\n"));
        return text.replace("@title@", Highlighter.escape(title))
                .replace("@style@", root + STYLE)
                .replace("@links@", links)
                .replace("@body@", body);
    }
}
