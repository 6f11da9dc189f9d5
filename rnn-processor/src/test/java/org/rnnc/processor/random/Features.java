// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rnnc.dsl.model.Optimizer;

/** In how many texts each feature of the language occurs, so that nothing is left out without being seen. */
public final class Features {
    /** By what it is called, how it is written. */
    private static final Map<String, Pattern> ALL = new LinkedHashMap<>();

    static {
        LibraryCells.names().forEach(cell -> add("cell " + cell, "\\b" + cell + "\\b"));
        LibraryCells.options().forEach(option -> add("option " + option, "\\b" + option + " = "));
        String functions =
                "tanh sigmoid relu exp log sqrt abs identity softplus softsign elu leakyRelu hardSigmoid clip"
                        + " silu gelu softmax min max sum dot concat oneHot row last final repeat sumOverSteps meanOverSteps"
                        + " maxOverSteps zoneout";
        for (String function : functions.split(" ")) {
            add("function " + function, "\\b" + function + "\\b");
        }
        for (String loss : "crossEntropy mse mae binaryCrossEntropy quantile poisson cosine linear huber".split(" ")) {
            add("loss " + loss, "\nloss .*\\b" + loss + "\\(");
        }
        for (Optimizer.Kind kind : RandomTraining.RULES) {
            add("optimizer " + kind.word(), "\n  optimizer " + kind.word() + "\\b");
        }
        for (String start : "zeros constant normal uniform xavier he lecun orthogonal identity pytorch".split(" ")) {
            add("start " + start, "\n  start " + start + "\\b(?!.* for )");
        }
        structure();
        losses();
        training();
    }

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    private static void add(String name, String regex) {
        ALL.put(name, Pattern.compile(regex));
    }

    private static void structure() {
        add("own cell", "\ncell own");
        add("several own cells", "(?s)cell own.*cell own");
        add("second input of a cell", ", e: vector<k>");
        add("scalar state", "state s\\d: scalar");
        add("start of a cell's parameter", "param p\\d+: .* start ");
        add("start of a cell's state", "state s\\d: .* start (?:learned|-?\\d)");
        add("layer in a cell", "  [as]\\d = .*\\|> (?:layerNorm|highway)");
        add("layer with a state in a cell", "  [as]\\d = .*\\|> (?:rnn|gru|lstm)");
        add("own cell both ways", "bidirectional\\(own");
        add("dropout per step", "dropout\\(0");
        add("dropout per sequence", "per = sequence\\)");
        add("dropout of a matrix", "dropout\\(p\\d+, ");
        add("token", "\ninput x\\d: token");
        add("input per sequence", "> per sequence");
        add("token per sequence", "token<\\d+> per sequence");
        add("nothing comes in per step", "(?s)^(?!.*\ninput x\\d)");
        add("bidirectional", "bidirectional\\(");
        for (String merge : "concat sum mean product".split(" ")) {
            add("merge " + merge, "merge = " + merge);
        }
        add("residual", "= r\\d+ \\+ \\(r\\d+ \\|>");
        add("previous", "previous\\(h\\d+\\)");
        add("previous with a start", "previous\\(\\w+, start = ");
        add("learned start", "\\b[a-z] = learned");
        add("start from a number", "\\b[hc] = -?\\d");
        add("start from an input", "\\b[hcsp] = s\\b");
        add("start from pooled steps", " = meanOverSteps\\(");
        add("shared table", "W = words\\d+\\.E");
        add("shared recurrent matrix", "[A-Z]\\w* = layer\\d+\\.");
        add("inner value", "[ (]layer\\d+\\.[a-z]\\w*\\b(?=[ ),])");
        add("several outputs", "(?s)\noutput.*\noutput");
    }

    private static void losses() {
        add("several losses", "\nloss .* \\+ ");
        add("weighted loss", "\nloss (?:.* \\+ )?\\d\\.\\d+ \\* ");
        add("divided loss", "\nloss .*\\) / \\d");
        for (String option : "smoothing ignore weights tau delta".split(" ")) {
            add("loss with " + option, "\nloss .*, " + option + " = ");
        }
        for (String reduction : "mean batch sum".split(" ")) {
            add("reduction " + reduction, "reduction = " + reduction);
        }
        for (String penalty : List.of("l1", "l2")) {
            add(penalty + " of a layer", "\\b" + penalty + "\\((?:layer|words)\\d+(?:\\.forward|\\.reverse)?\\)");
            add(penalty + " of a matrix", "\\b" + penalty + "\\(\\w+\\.(?:\\w+\\.)?[A-Z]\\w*\\)");
            add(penalty + " of a value", "\\b" + penalty + "\\(h\\d+");
        }
    }

    private static void training() {
        for (String option : "backward carry reset seed gradients observe freeze".split(" ")) {
            add(option, "[ ]" + option + " ");
        }
        add("optimizer of a group", "\n  optimizer .* for ");
        add("weight decay", "weightDecay = ");
        add("clip value", "clip value");
        add("clip norm", "clip norm [\\d.]+\n");
        add("clip norm per tensor", "per tensor");
        add("maxNorm", "maxNorm [\\d.]+\n");
        add("maxNorm of some", "maxNorm .* for ");
        add("start of some", "\n  start .* for ");
        for (String unroll : "auto full \\d".split(" ")) {
            add("unroll " + unroll, "unroll " + unroll);
        }
        add("several sequences", "batch [2-9]");
        add("float", "precision float");
        add("double", "precision double");
    }

    public void count(String text) {
        String all = "\n" + text;
        // Some words are functions in equations, and something else in other places.
        String equations = all.replaceAll("(?s)\ntrain \\{.*", "")
                .replaceAll("\n  (?:param|state) .*|(?:reduction|merge) = \\w+", "");
        ALL.forEach((name, pattern) -> {
            String where = name.startsWith("function") ? equations : all;
            counts.merge(name, pattern.matcher(where).find() ? 1 : 0, Integer::sum);
        });
    }

    /** Those that occur in fewer than {@code texts}. */
    List<String> rarerThan(int texts) {
        List<String> rare = new ArrayList<>(ALL.keySet());
        rare.removeIf(name -> counts.getOrDefault(name, 0) >= texts);
        return rare;
    }

    /** {@code cell lstm 45, cell gru 41, ...}. */
    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + " " + count.getValue())
                .collect(Collectors.joining(", "));
    }
}
