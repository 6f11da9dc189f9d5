// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.resolve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Vocabulary;
import org.junit.jupiter.api.Test;
import org.rnnc.dsl.diag.Diagnostics;
import org.rnnc.dsl.grammar.RnnLexer;
import org.rnnc.dsl.parse.SpecReader;
import org.rnnc.dsl.resolve.type.BuiltInFunction;
import org.rnnc.dsl.syntax.SourceText;

/** The words that editors colour are those of the language. */
class EditorGrammarTest {
    private static final Path GRAMMAR = Path.of("../tools/editors/vscode/syntaxes/rnn.tmLanguage.json");

    /** The words of a rule, which stand between bars in its pattern. */
    private static Set<String> words(String rule) throws IOException {
        Pattern pattern = Pattern.compile("\"" + rule + "\": \\{[^{}]*\"match\": \"\\\\\\\\b\\(([\\w|]+)\\)\\\\\\\\b");
        List<String> found = pattern.matcher(Files.readString(GRAMMAR))
                .results()
                .map((MatchResult result) -> result.group(1))
                .toList();
        assertEquals(1, found.size(), rule);
        List<String> words = List.of(found.get(0).split("\\|"));
        assertEquals(List.copyOf(new TreeSet<>(words)), words, "in the order of the alphabet, each once");
        return new TreeSet<>(words);
    }

    @Test
    void keywords() throws IOException {
        Vocabulary vocabulary = RnnLexer.VOCABULARY;
        Set<String> keywords = new TreeSet<>();
        IntStream.rangeClosed(1, vocabulary.getMaxTokenType())
                .mapToObj(vocabulary::getLiteralName)
                .filter(literal -> literal != null && literal.matches("'\\w+'"))
                .forEach(literal -> keywords.add(literal.replace("'", "")));
        // They have rules of their own, with the name that follows.
        Set<String> coloured = new TreeSet<>(Set.of("cell", "model"));
        for (String rule : List.of("statements", "options", "clauses")) {
            Set<String> words = words(rule);
            words.forEach(word -> assertTrue(coloured.add(word), word + " is in two rules"));
        }
        assertEquals(keywords, coloured);
    }

    @Test
    void reservedWords() throws IOException {
        for (String word : words("reserved")) {
            assertEquals(
                    RnnLexer.RESERVED,
                    new RnnLexer(CharStreams.fromString(word)).nextToken().getType(),
                    word);
        }
        String rule = Pattern.compile("RESERVED : ([^;]*);")
                .matcher(Files.readString(Path.of("src/main/antlr4/org/rnnc/dsl/grammar/Rnn.g4")))
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
        assertEquals(new TreeSet<>(List.of(rule.replaceAll("[' ]", "").split("\\|"))), words("reserved"));
    }

    /** Those the grammar knows are types, and the compiler's message says that there are no others. */
    @Test
    void types() throws IOException {
        Diagnostics found = new Diagnostics();
        SpecReader.read(new SourceText("x.rnn", "model M { input x: wibble }"), found);
        Matcher all =
                Pattern.compile("the types are (.*)").matcher(found.all().get(0).hint());
        assertTrue(all.find(), found.all().get(0).format());
        List<String> named = List.of(all.group(1).replaceAll("<[^>]*>", "").split(", | and "));
        assertEquals(new TreeSet<>(named), words("types"));
    }

    @Test
    void functionsAndCells() throws IOException {
        Set<String> names = new TreeSet<>(BuiltInFunction.words());
        names.addAll(StageName.DIRECTIONS);
        names.add(PreviousCall.NAME);
        CellLibrary.files().stream()
                .flatMap(file -> file.cells().stream())
                .map(cell -> cell.name().text())
                .forEach(names::add);
        assertEquals(names, words("functions"));
    }

    /** Numbers and names are what the lexer takes for such. */
    @Test
    void numbers() throws IOException {
        String json = Files.readString(GRAMMAR);
        String number = Pattern.compile("\"constant.numeric.rnn\",\\s*\"match\": \"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(found -> found.group(1).replace("\\\\", "\\"))
                .findFirst()
                .orElseThrow();
        for (String text : List.of("1", "0.1", "1e-3", "20_000", "1_0.2_5E+1_0")) {
            assertEquals(
                    text,
                    Pattern.compile(number)
                            .matcher(text)
                            .results()
                            .map(MatchResult::group)
                            .findFirst()
                            .orElse(""));
            assertEquals(
                    text, new RnnLexer(CharStreams.fromString(text)).nextToken().getText());
        }
        // No fraction without a digit behind the point.
        assertEquals(
                "2",
                Pattern.compile(number)
                        .matcher("2.*x")
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group());
    }
}
