// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.languageid;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import org.rnnc.samples.common.Languages;
import org.rnnc.samples.languageid.Corpus.Question;

/** What an identifier answers to questions. */
final class Report {
    private final List<Question> questions;
    private final int[] answers;

    Report(Identifier identifier, List<Question> questions) {
        this.questions = questions;
        answers = identifier.identify(questions.stream().map(Question::text).toList());
    }

    /** The share of right answers. */
    double accuracy() {
        return accuracy(questions.size(), at -> true);
    }

    private double accuracy(int count, IntPredicate which) {
        int right = 0;
        for (int at = 0; at < answers.length; at++) {
            right += which.test(at) && isRight(at) ? 1 : 0;
        }
        return (double) right / count;
    }

    private boolean isRight(int at) {
        return questions.get(at).languages().get(answers[at]);
    }

    /** The share of right answers to the questions of each script. */
    Map<UnicodeScript, Double> accuracies() {
        Map<UnicodeScript, Double> shares = new TreeMap<>();
        scripts()
                .forEach((script, count) -> shares.put(script, accuracy(count.intValue(), at -> script(at) == script)));
        return shares;
    }

    /** How many questions there are of each script. */
    Map<UnicodeScript, Long> scripts() {
        return questions.stream()
                .collect(Collectors.groupingBy(
                        question -> Scripts.main(List.of(question.text())), Collectors.counting()));
    }

    private UnicodeScript script(int at) {
        return Scripts.main(List.of(questions.get(at).text()));
    }

    /** The languages most often taken for another, each with an example. */
    List<String> confusions(int most) {
        Map<String, List<String>> texts = new TreeMap<>();
        for (int at = 0; at < answers.length; at++) {
            if (!isRight(at)) {
                int language = questions.get(at).languages().nextSetBit(0);
                texts.computeIfAbsent(name(language) + " taken for " + name(answers[at]), key -> new ArrayList<>())
                        .add(questions.get(at).text());
            }
        }
        return texts.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size()))
                .limit(most)
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%2d times %s, e.g. %s",
                        entry.getValue().size(),
                        entry.getKey(),
                        entry.getValue().get(0)))
                .toList();
    }

    /** A language's name in English. */
    static String name(int language) {
        return Languages.all().get(language).getDisplayName(Locale.ENGLISH);
    }
}
