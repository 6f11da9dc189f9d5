// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.java.SourceLines;

/** Reads a generated class as its users do, and says what is not fit to be read. */
final class EngineLooks {
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:float|double|int|long)(?:\\[\\])* (\\w+)(?= [=:]|[,;)])");
    private static final Pattern KERNEL = Pattern.compile(
            "\\n( +/\\*\\*\\n(?: +\\*[^\\n]*\\n)+)? {8}(?:void|float|double) (\\w+)\\(([^{]*)\\{\\n(.*?)\\n {8}\\}",
            Pattern.DOTALL);

    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(");

    /** Multiplications by 1, divisions by it, signs of signs, casts of casts. */
    private static final Pattern LEFTOVER = Pattern.compile("(?<![\\w.])1\\.0f? \\*|[*/] 1\\.0f?(?![\\w.])"
            + "|(?<!\\w)-\\(?-[\\w(]|[\\w)\\]] [-+] -[\\w(]|\\((?:float|double)\\) \\(?\\((?:float|double)\\)");

    /** The same in the Vector API. */
    private static final Pattern VECTOR_LEFTOVER =
            Pattern.compile("\\.(?:mul|div)\\(1(?:\\.0)?f?\\)|\\.add\\(-?0(?:\\.0)?f?\\)|\\.neg\\(\\)\\.neg\\(\\)");

    /** An accumulator of a loop, and a value that is known by no other word. */
    private static final Set<String> OWN = Set.of("sum", "stepCount");

    private static final Set<String> OPERATIONS = Stream.of(
                    families().map(Class::getSimpleName),
                    Arrays.stream(UnaryFunction.values()).map(EngineLooks::camel),
                    Arrays.stream(BinaryFunction.values()).map(EngineLooks::camel),
                    Stream.of("scaled", "difference", "ratio", "smaller", "larger", "kept", "counted", "value"))
            .flatMap(names -> names)
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    private final String source;
    private final Set<String> ofUser;

    /** @param ofUser words of the model, which may be anything */
    EngineLooks(String source, Set<String> ofUser) {
        this.source = source;
        this.ofUser = ofUser;
    }

    private static Stream<Class<?>> families() {
        return Arrays.stream(Op.class.getPermittedSubclasses())
                .filter(family -> family != Op.Source.class)
                .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()));
    }

    private static String camel(Enum<?> constant) {
        return constant.name().replace("_", "");
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        problems.addAll(longLines());
        problems.addAll(namesOfOperations());
        problems.addAll(withoutEquation());
        problems.addAll(leftovers());
        problems.addAll(clones());
        return problems;
    }

    List<String> longLines() {
        return source.lines()
                .filter(line -> line.length() > SourceLines.WIDTH)
                .map(line -> "too long: " + line)
                .toList();
    }

    /** A name that says what was done and not what it is: {@code scaledValue6}, {@code product14}. */
    List<String> namesOfOperations() {
        Set<String> found = new HashSet<>();
        Matcher declared = DECLARED.matcher(source);
        while (declared.find()) {
            String name = declared.group(1);
            String word = name.replaceFirst("(Value|Group)?_?\\d*$", "");
            boolean isOperation =
                    OPERATIONS.contains(word.toLowerCase(Locale.ROOT)) || name.matches(".*(Value|Group)\\d+");
            if (isOperation && !OWN.contains(name) && !ofUser.contains(name) && !ofUser.contains(word)) {
                found.add("named for an operation: " + name);
            }
        }
        return List.copyOf(found);
    }

    /** What fills panels computes nothing. */
    List<String> withoutEquation() {
        List<String> found = new ArrayList<>();
        Matcher kernel = KERNEL.matcher(kernels());
        while (kernel.find()) {
            String comment = kernel.group(1);
            boolean copies = kernel.group(2).equals("fill");
            if (comment == null || !comment.contains("=") && !comment.contains("The same") && !copies) {
                found.add("stands under no equation: " + kernel.group(2));
            }
        }
        return found;
    }

    /** Arithmetic that changes nothing. */
    List<String> leftovers() {
        return leftovers(kernels(), LEFTOVER);
    }

    private static List<String> leftovers(String text, Pattern nothing) {
        return text.lines()
                .filter(line ->
                        !line.strip().startsWith("*") && nothing.matcher(line).find())
                .map(line -> "does nothing: " + line.strip())
                .toList();
    }

    /** Of a class of vector kernels, which override those that stand under equations. */
    List<String> vectorProblems() {
        List<String> problems = new ArrayList<>(longLines());
        problems.addAll(leftovers(source, LEFTOVER));
        problems.addAll(leftovers(source, VECTOR_LEFTOVER));
        return problems;
    }

    /**
     * Kernels that differ in no more than where in a row they begin, and in whether they call one of such a pair or the
     * other. Sizes are what loops go up to, and how much is copied.
     */
    List<String> clones() {
        Map<String, String> byText = new HashMap<>();
        Map<String, String> firstOf = new HashMap<>();
        List<String> found = new ArrayList<>();
        Matcher kernel = KERNEL.matcher(kernels());
        while (kernel.find()) {
            String name = kernel.group(2);
            String text = (kernel.group(3) + kernel.group(4)).replaceAll("\\s+", " ");
            String alike = CALL.matcher(text)
                    .replaceAll(call -> firstOf.getOrDefault(call.group(1), call.group(1)) + "(")
                    .replaceAll("(?<=< |\\+= )(\\d+)", "size$1")
                    .replaceAll("(?<=, )(\\d+)(?=\\);)", "size$1")
                    .replaceAll("\\b(?<![.\\w])\\d+\\b(?![.\\d])", "0");
            String other = byText.putIfAbsent(alike, name);
            firstOf.put(name, other == null ? name : other);
            if (other != null) {
                found.add("the same but for literals: " + other + ", " + name);
            }
        }
        return found;
    }

    private String kernels() {
        int at = source.indexOf("class Kernels");
        return at < 0 ? "" : source.substring(at);
    }
}
