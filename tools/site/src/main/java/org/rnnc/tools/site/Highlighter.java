// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.site;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Colours specs by the grammar for editors: its patterns mean the same in Java, and of its rules the one that matches
 * first counts, as there.
 */
final class Highlighter {
    private final List<Rule> rules = new ArrayList<>();

    /** @param scopes of the groups of the pattern, that of the whole match first; null where there is none */
    private record Rule(Pattern pattern, List<@Nullable String> scopes) {}

    private Highlighter() {}

    static Highlighter of(Path grammar) throws IOException {
        JsonObject root = JsonParser.parseString(Files.readString(grammar)).getAsJsonObject();
        JsonObject repository = root.getAsJsonObject("repository");
        Highlighter highlighter = new Highlighter();
        for (JsonElement included : root.getAsJsonArray("patterns")) {
            String name =
                    included.getAsJsonObject().get("include").getAsString().substring(1);
            highlighter.add(repository.getAsJsonObject(name));
        }
        return highlighter;
    }

    private void add(JsonObject rule) {
        if (rule.has("patterns")) {
            rule.getAsJsonArray("patterns").forEach(part -> add(part.getAsJsonObject()));
        } else if (rule.has("begin")) {
            String pattern = rule.get("begin").getAsString() + "(?s:.*?)(?:"
                    + rule.get("end").getAsString() + "|\\z)";
            rules.add(new Rule(compile(pattern), List.of(rule.get("name").getAsString())));
        } else {
            rules.add(new Rule(compile(rule.get("match").getAsString()), scopes(rule)));
        }
    }

    private static Pattern compile(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE);
    }

    private static List<@Nullable String> scopes(JsonObject rule) {
        List<@Nullable String> scopes = new ArrayList<>();
        scopes.add(rule.has("name") ? rule.get("name").getAsString() : null);
        JsonObject captures = rule.getAsJsonObject("captures");
        for (int group = 1; captures != null && captures.has(String.valueOf(group)); group++) {
            scopes.add(
                    captures.getAsJsonObject(String.valueOf(group)).get("name").getAsString());
        }
        return scopes;
    }

    /** As HTML, where each scope is the class of its first two words, such as {@code keyword-other}. */
    String html(String text) {
        List<Search> searches =
                rules.stream().map(rule -> new Search(rule, text)).toList();
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            Search next = null;
            for (Search search : searches) {
                if (search.start(at) < (next == null ? text.length() : next.start(at))) {
                    next = search;
                }
            }
            if (next == null) {
                break;
            }
            out.append(escape(text.substring(at, next.start(at))));
            write(next.matcher, next.rule, text, out);
            at = next.matcher.end();
        }
        return out.append(escape(text.substring(at))).toString();
    }

    /** Where a rule matches next. Most rules match rarely, so that what was found is kept. */
    private static final class Search {
        private final Rule rule;
        private final Matcher matcher;
        private final int end;
        private int start = -1;

        Search(Rule rule, String text) {
            this.rule = rule;
            this.matcher = rule.pattern().matcher(text);
            this.end = text.length();
        }

        /** Where it begins, from {@code at} on; the end of the text if it does not match. */
        int start(int at) {
            if (start < at) {
                start = matcher.find(at) ? matcher.start() : end;
            }
            return start;
        }
    }

    private static void write(Matcher match, Rule rule, String text, StringBuilder out) {
        if (rule.scopes().size() == 1) {
            span(rule.scopes().get(0), match.group(), out);
            return;
        }
        int at = match.start();
        for (int group = 1; group < rule.scopes().size(); group++) {
            if (match.group(group) != null) {
                out.append(escape(text.substring(at, match.start(group))));
                span(rule.scopes().get(group), match.group(group), out);
                at = match.end(group);
            }
        }
        out.append(escape(text.substring(at, match.end())));
    }

    private static void span(@Nullable String scope, String text, StringBuilder out) {
        if (scope == null) {
            out.append(escape(text));
            return;
        }
        String[] words = scope.split("\\.");
        out.append("<span class=\"")
                .append(words[0])
                .append('-')
                .append(words[1])
                .append("\">");
        out.append(escape(text)).append("</span>");
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
