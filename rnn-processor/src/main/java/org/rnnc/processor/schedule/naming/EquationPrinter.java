// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Relation;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;
import org.rnnc.processor.schedule.kernel.Literals;
import org.rnnc.processor.schedule.kernel.Name;

/** Equations of kernels in the language's own notation, and what the schedule made of them. */
public final class EquationPrinter {
    /** Of values side by side, so many are written out. */
    private static final int MOST = 8;

    private static final Pattern OLDER = Pattern.compile("(.*) (\\d{1,4})( before)?");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[ .]");

    private final Labels labels;

    public EquationPrinter(Labels labels) {
        this.labels = labels;
    }

    // ---- element by element ----------------------------------------------------------------------------------------

    /** The equation of each value that is stored, that has a name or is used more than once, a line each. */
    public List<String> of(Kernel.Elementwise kernel) {
        KernelWords words = new KernelWords(kernel, labels);
        Map<Node, Integer> uses = new HashMap<>();
        kernel.nodes().forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
        Map<Node, Notation.Text> known = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            Notation.Text text = Notation.of(node, input -> operand(input, known, words));
            boolean stored = kernel.outputs().contains(node);
            boolean spread = node.op() instanceof Op.Broadcast && !stored;
            if (!spread && (stored || labels.isNamed(node) || uses.getOrDefault(node, 0) > 1)) {
                String symbol = symbol(node, words.of(node));
                lines.add(symbol + " = " + text.text() + (stored ? "" : "  (not stored)"));
                known.put(node, Notation.Text.of(symbol));
            } else {
                known.put(node, text);
            }
        }
        return lines;
    }

    private Notation.Text operand(Node node, Map<Node, Notation.Text> known, KernelWords words) {
        Notation.Text text = known.get(node);
        if (text != null) {
            return text;
        }
        OptionalDouble number = Literals.valueOf(node);
        return Notation.Text.of(
                number.isPresent() ? Notation.number(number.getAsDouble()) : symbol(node, words.of(node)));
    }

    /** {@code h before} is {@code h[t-1]}, seen along the direction in which its layer runs. */
    private String symbol(Node node, String words) {
        boolean value = labels.name(node).kind() == Name.Kind.VALUE;
        if (value && node.op() instanceof Op.Previous child && child.link() != Relation.Link.STEP) {
            String word = child.link().word();
            return camel(words.replaceFirst(" " + word + "$", "")) + "[" + word + "]";
        }
        Matcher older = OLDER.matcher(words);
        if (value && older.matches()) {
            return older(older);
        }
        boolean previous = value && node.op() instanceof Op.Previous;
        return previous ? camel(words.replaceFirst(" before$", "")) + "[t-1]" : camel(words);
    }

    /** {@code h 2}, the state that is what {@code h} was two steps before, is {@code h[t-2]}; before that it is {@code h[t-3]}. */
    private static String older(Matcher words) {
        int steps = Integer.parseInt(words.group(2)) + (words.group(3) == null ? 0 : 1);
        return camel(words.group(1)) + "[t-" + steps + "]";
    }

    private static String camel(String words) {
        return BETWEEN_WORDS
                .splitAsStream(words)
                .filter(word -> !word.isEmpty())
                .reduce((a, b) -> a + Character.toUpperCase(b.charAt(0)) + b.substring(1))
                .orElse("");
    }

    // ---- any kernel, where it is called ----------------------------------------------------------------------------

    /** What a kernel computes, in a line: its layer, its equation, and what the schedule put together. */
    public String line(Kernel kernel) {
        KernelWords words = new KernelWords(kernel, labels);
        Function<Node, String> symbol = node -> symbol(node, words.of(node));
        String layer =
                Name.ofAll(results(kernel).stream().map(labels::name).toList()).layer();
        return (layer.isEmpty() ? "" : layer + ": ") + equation(kernel, symbol);
    }

    private static List<Node> results(Kernel kernel) {
        if (kernel instanceof Kernel.Elementwise elementwise) {
            return elementwise.outputs();
        }
        return kernel instanceof Kernel.Chain chain ? List.of(chain.result()) : kernel.nodes();
    }

    private String equation(Kernel kernel, Function<Node, String> symbol) {
        if (kernel instanceof Kernel.Products products) {
            return products(products, symbol);
        }
        if (kernel instanceof Kernel.Chain chain) {
            return chain(chain, symbol);
        }
        if (kernel instanceof Kernel.Gradients gradients) {
            return gradients(gradients, symbol);
        }
        if (kernel instanceof Kernel.Softmax softmax) {
            return softmax.nodes().stream()
                            .map(node -> symbol.apply(node) + " = " + call(node, symbol))
                            .collect(Collectors.joining("; "))
                    + (softmax.nodes().size() > 1 ? ", of the same powers of e" : "");
        }
        if (kernel instanceof Kernel.Elementwise elementwise) {
            return elementwise.outputs().stream().map(symbol).distinct().collect(Collectors.joining(", "))
                    + (elementwise.nodes().size() > 1 ? ", in one pass" : "");
        }
        return kernel.nodes().stream()
                .map(node -> symbol.apply(node) + " = " + call(node, symbol))
                .collect(Collectors.joining("; "));
    }

    private static String all(List<Node> nodes, Function<Node, String> text) {
        return nodes.stream().limit(MOST).map(text).collect(Collectors.joining(" | "))
                + (nodes.size() > MOST ? " | ..." : "");
    }

    private String products(Kernel.Products products, Function<Node, String> symbol) {
        List<Node> nodes = products.nodes();
        if (nodes.size() == 1) {
            return symbol.apply(nodes.get(0)) + " = " + product(nodes.get(0), symbol);
        }
        List<Node> starts = nodes.stream()
                .filter(node -> node.inputs().size() == 3)
                .map(node -> node.input(2))
                .toList();
        return all(nodes, symbol) + " = " + (starts.isEmpty() ? "" : group(starts) + " + ")
                + "(" + all(nodes, node -> symbol.apply(node.input(0))) + ") * " + symbol.apply(products.operand())
                + (products.isLookup() ? ", as one look-up" : ", as one product");
    }

    private String group(List<Node> nodes) {
        return camel(Name.ofAll(nodes.stream().map(labels::name).toList()).brief());
    }

    private String product(Node node, Function<Node, String> symbol) {
        String start = node.inputs().size() == 3 ? symbol.apply(node.input(2)) + " + " : "";
        boolean transposed = node.op() instanceof Op.Product product && product.transposed();
        return start + symbol.apply(node.input(0)) + (transposed ? "' * " : " * ") + symbol.apply(node.input(1));
    }

    private String chain(Kernel.Chain chain, Function<Node, String> symbol) {
        Node first = chain.nodes().get(0);
        String terms = chain.nodes().stream()
                .limit(MOST)
                .map(node -> node == first
                        ? product(node, symbol)
                        : symbol.apply(node.input(0)) + "' * " + symbol.apply(node.input(1)))
                .collect(Collectors.joining(" + "));
        return symbol.apply(chain.result()) + " = " + terms + (chain.nodes().size() > MOST ? " + ..." : "")
                + (chain.nodes().size() > 1 ? ", as one product" : "");
    }

    private String gradients(Kernel.Gradients gradients, Function<Node, String> symbol) {
        List<Node> nodes = gradients.nodes();
        String operand = " * " + symbol.apply(gradients.operand()) + "'" + gradients.over();
        String d = all(nodes, node -> symbol.apply(node.input(0)));
        return nodes.size() == 1
                ? symbol.apply(nodes.get(0)) + " = the sum of " + d + operand
                : all(nodes, symbol) + " = the sum of (" + d + ")" + operand + ", as one product";
    }

    private static String call(Node node, Function<Node, String> symbol) {
        // With two operands a sum over steps is one of products.
        String between = node.op() instanceof Op.SumPairs || node.op() instanceof Op.SumAll ? " * " : ", ";
        return function(node.op()) + node.inputs().stream().map(symbol).collect(Collectors.joining(between, "(", ")"));
    }

    /** As the language calls it, where it does. */
    private static String function(Op op) {
        if (op instanceof Op.SumPairs || op instanceof Op.SumSteps) {
            return "sumOverSteps";
        }
        if (op instanceof Op.MaxSteps) {
            return "maxOverSteps";
        }
        if (op instanceof Op.SoftmaxPairs) {
            return "softmaxOverSteps";
        }
        if (op instanceof Op.SumChildren) {
            return "sum";
        }
        String name = op.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
