// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.rnnc.dsl.graph.Axis;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Graph;
import org.rnnc.dsl.graph.GraphBuilder;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.Shape;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Training;

/**
 * What a layer makes of an embedded token is the same wherever the token stands: so {@code W * E[token] + b} is computed for
 * each token of the vocabulary, once for the parameters there are, and looked up at each step. On the way back what the steps
 * of a token say is added up first, and what it says of {@code W} and {@code E} is computed of the sums.
 *
 * <p>It is done where that is less: where a window has at least twice as many steps as there are tokens, and a table is
 * small. Each value is the sum that it was; in gradients the sum over steps comes first.
 */
public final class TokenTables {
    /** How many numbers there are at most for all that reads an embedding: 4 MiB of floats. A window has them twice. */
    private static final long MOST_NUMBERS = 1 << 20;

    /** How many steps of a window there must be for a token. */
    private static final int STEPS_PER_TOKEN = 2;

    private final ModelSpec model;
    private final Graph graph;
    /** By embedded token how many numbers the tables of all products with it would have. */
    private final Map<Node, Long> numbers = new HashMap<>();
    /** Those that become look-ups. */
    private final Set<Node> products = new HashSet<>();

    private TokenTables(ModelSpec model) {
        this.model = model;
        this.graph = model.graph();
        Set<Node> fixed = ofParameters();
        Set<Node> tables = tablesOfEmbeddings();
        List<Node> all = graph.nodes().stream()
                .filter(node -> isProduct(node, fixed, tables))
                .toList();
        for (Node product : all) {
            Node embedded = product.input(1);
            numbers.merge(embedded, (long) tokens(embedded) * product.size(), Long::sum);
        }
        all.stream().filter(this::isWorthIt).forEach(products::add);
    }

    private static int tokens(Node embedded) {
        return embedded.input(0).matrix().rows();
    }

    /** The same model, with tables where they save work. */
    public static ModelSpec of(ModelSpec model) {
        TokenTables tables = new TokenTables(model);
        return tables.products.isEmpty() ? model : model.with(tables.rewritten());
    }

    /** What follows from the parameters alone, the same in training and in use. */
    private Set<Node> ofParameters() {
        Set<Node> fixed = new HashSet<>();
        for (Node node : graph.nodes()) {
            boolean begins = node.op() instanceof Op.Parameter || node.op() instanceof Op.Constant;
            if (begins || node.isElementwise() && node.domain().isOnce() && fixed.containsAll(node.inputs())) {
                fixed.add(node);
            }
        }
        return fixed;
    }

    /** Parameters of which nothing is read but the rows of tokens. */
    private Set<Node> tablesOfEmbeddings() {
        Set<Node> tables = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (isEmbedded(node)) {
                tables.add(node.input(0));
            }
        }
        for (Node node : graph.nodes()) {
            if (!isEmbedded(node)) {
                tables.removeAll(node.inputs());
            }
        }
        return tables;
    }

    private static boolean isEmbedded(Node node) {
        return node.op() instanceof Op.Lookup lookup
                && lookup.row()
                && node.inputs().size() == 2
                && node.input(0).op() instanceof Op.Parameter;
    }

    private boolean isProduct(Node node, Set<Node> fixed, Set<Node> tables) {
        return node.op() instanceof Op.Product product
                && !product.transposed()
                && !product.blocked()
                && node.domain() instanceof Domain.Step step
                && !step.along().isTree()
                && node.input(0).op() instanceof Op.Parameter
                && isEmbedded(node.input(1))
                && tables.contains(node.input(1).input(0))
                // Else somebody asks what comes back to it at each step.
                && !graph.observed().containsValue(node.input(1))
                && node.input(1).domain().equals(node.domain())
                && (node.inputs().size() == 2 || fixed.contains(node.input(2)));
    }

    private boolean isWorthIt(Node product) {
        Node embedded = product.input(1);
        if (Objects.requireNonNull(numbers.get(embedded)) > MOST_NUMBERS) {
            return false;
        }
        if (graph.loss().isEmpty()) {
            return true;
        }
        Training training = model.training();
        Axis axis = product.domain().axis().orElseThrow();
        long steps = (long) training.window(axis).backward() * training.batch();
        return (long) STEPS_PER_TOKEN * tokens(embedded) <= steps;
    }

    private Graph rewritten() {
        GraphBuilder builder = new GraphBuilder();
        Map<Node, Node> known = new HashMap<>();
        UnaryOperator<Node> to = node -> Objects.requireNonNull(known.get(node), node::toString);
        for (Node node : graph.nodes()) {
            Node other = products.contains(node)
                    ? table(builder, node, to)
                    : builder.with(node, node.inputs().stream().map(to).toList());
            known.put(node, other);
        }
        return graph.with(builder.nodes(), to);
    }

    private static Node table(GraphBuilder builder, Node product, UnaryOperator<Node> to) {
        Node embedded = product.input(1);
        Node token = to.apply(embedded.input(1));
        Node each = builder.eachToken(((Shape.Token) token.shape()).count());
        List<Node> operands = new ArrayList<>();
        operands.add(to.apply(product.input(0)));
        operands.add(builder.product(to.apply(embedded.input(0)), each, true));
        product.inputs().stream().skip(2).map(to).forEach(operands::add);
        return builder.ofToken(builder.with(product, each.domain(), operands), token);
    }
}
