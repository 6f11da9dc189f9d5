// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.samples.common.Languages;
import org.rnnc.samples.languageid.Corpus.Question;

class CorpusTest {
    private static final List<Name> NAMES = Cldr.names();

    private static int language(String tag) {
        return Languages.all().stream()
                .map(locale -> locale.toLanguageTag())
                .toList()
                .indexOf(tag);
    }

    @Test
    void theJdkHasNamesInAllLanguages() {
        assertEquals(112, Languages.all().size());
        for (int language = 0; language < Languages.all().size(); language++) {
            int index = language;
            long count = NAMES.stream().filter(name -> name.language() == index).count();
            assertTrue(count > 200, () -> Report.name(index) + " has " + count + " names");
        }
        assertTrue(NAMES.contains(new Name("country FR", "frankrijk", language("nl"))));
        assertTrue(NAMES.contains(new Name("language en", "англійська", language("uk"))));
    }

    @Test
    void noTestNameIsSeenInTraining() {
        Corpus corpus = Corpus.of(NAMES, RandomSource.of(1));
        Set<String> seen = corpus.training().stream().map(Name::text).collect(Collectors.toSet());
        Set<String> things = corpus.training().stream().map(Name::of).collect(Collectors.toSet());
        Set<String> asked = new HashSet<>();
        for (List<Question> questions : List.of(corpus.validation(), corpus.test())) {
            assertTrue(questions.size() > 2_000, () -> "only " + questions.size());
            for (Question question : questions) {
                assertTrue(!seen.contains(question.text()), question.text());
                asked.add(question.text());
            }
        }
        for (Name name : NAMES) {
            if (asked.contains(name.text())) {
                assertTrue(!things.contains(name.of()), name.of());
            }
        }
    }

    @Test
    void aNameOfSeveralLanguagesHasSeveralRightAnswers() {
        List<Name> names = List.of(
                new Name("country A", "alia", 0),
                new Name("country A", "alia", 2),
                new Name("country A", "aliland", 1),
                new Name("country B", "belia", 0),
                new Name("country C", "celia", 0),
                new Name("country D", "delia", 0),
                new Name("country E", "elia", 0),
                new Name("country F", "felia", 0),
                new Name("country G", "gelia", 0));
        BitSet both = new BitSet();
        both.set(0);
        both.set(2);
        for (int seed = 0; seed < 20; seed++) {
            List<Question> test = Corpus.of(names, RandomSource.of(seed)).test();
            test.stream()
                    .filter(question -> question.text().equals("alia"))
                    .forEach(question -> assertEquals(both, question.languages()));
            assertEquals(
                    1,
                    test.stream()
                            .map(question -> question.text().charAt(0))
                            .distinct()
                            .count());
        }
    }
}
