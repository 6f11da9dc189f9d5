// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule.naming;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Domain;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.dsl.graph.UnaryFunction;
import org.rnnc.processor.schedule.kernel.Name;

/**
 * Names for values that have none of their own. What is short is called for what it is: {@code Wf x}, {@code tanh c},
 * {@code one minus z}. What goes into a function with a name is its {@code input}. Everything else is called for the
 * equation it is a part of, with a word for which part: {@code c term}, {@code y divisor}.
 */
final class PartNames {
    private final Map<Node, Name> names;
    private final Set<Node> own;
    private final Map<Node, Node> userOf = new HashMap<>();
    /** By value the one with a name of its own that it is a part of, if it is a part of any. */
    private final Map<Node, Node> equationOf = new HashMap<>();

    /**
     * @param nodes in their order, each after its inputs
     * @param names those there are; of what is used later than a value when that is asked for
     * @param own those with names of their own: others are called for these
     */
    PartNames(List<Node> nodes, Map<Node, Name> names, Set<Node> own) {
        this.names = names;
        this.own = own;
        nodes.forEach(node -> node.inputs().forEach(input -> userOf.putIfAbsent(input, node)));
        for (int i = nodes.size() - 1; i >= 0; i--) {
            addEquation(nodes.get(i));
        }
    }

    /** After that of its user: to look for it from each value anew takes time with the square of a chain's length. */
    private void addEquation(Node node) {
        Node user = userOf.get(node);
        Node equation = user == null || isNamed(user) ? user : equationOf.get(user);
        if (equation != null) {
            equationOf.put(node, equation);
        }
    }

    Name of(Node node) {
        return bySource(node)
                .or(() -> byFunction(node))
                .or(() -> byProduct(node))
                .or(() -> byText(node))
                .or(() -> byUser(node))
                .or(() -> byWhole(node))
                .orElseGet(() -> Name.of("result"));
    }

    /** Whether it has a name that stands for itself, and not one that says what it is a part of. */
    boolean isKnown(Node node) {
        return bySource(node).isPresent();
    }

    private boolean isNamed(Node node) {
        return own.contains(node);
    }

    private Optional<Name> bySource(Node node) {
        if (node.op() instanceof Op.StepCount) {
            return Optional.of(Name.of("step count"));
        }
        return node.op() instanceof Op.Constant ? Optional.of(Name.of("number")) : Optional.empty();
    }

    // ---- what goes into a function ---------------------------------------------------------------------------------

    private Optional<Name> byFunction(Node node) {
        Node user = userOf.get(node);
        boolean into = user != null
                && user.op() instanceof Op.Unary
                && isNamed(user)
                && Objects.requireNonNull(names.get(user)).kind() == Name.Kind.VALUE;
        return into ? Optional.of(Objects.requireNonNull(names.get(user)).and("input")) : Optional.empty();
    }

    // ---- products and what they begin with -------------------------------------------------------------------------

    private Optional<Name> byProduct(Node node) {
        if (!(node.op() instanceof Op.MatrixProduct)) {
            return byChain(node);
        }
        Name matrix = matrix(node.input(0));
        Optional<Name> base = base(node);
        if (node.op() instanceof Op.Product product
                && product.transposed()
                && base.isPresent()
                && base.get().kind() == Name.Kind.ADJOINT) {
            boolean own = matrix.layer().equals(base.get().layer());
            return Optional.of(base.get().and(own ? "through " + letters(matrix) : "from above"));
        }
        return Optional.of(matrix.and(operand(node.input(1))));
    }

    private String operand(Node operand) {
        if (operand.op() instanceof Op.Lookup && operand.input(1).op() instanceof Op.EachToken) {
            return matrix(operand.input(0)).word();
        }
        return known(operand).or(() -> byText(operand)).map(Name::word).orElse("output");
    }

    /** Of {@code Wi}, {@code Wf} and so on what they share. */
    private static String letters(Name matrix) {
        String word = matrix.word();
        boolean several =
                word.length() == 2 && Character.isUpperCase(word.charAt(0)) && Character.isLowerCase(word.charAt(1));
        return several ? word.substring(0, 1) : word;
    }

    /** The parameter that a matrix is, or that it is made of. */
    private Name matrix(Node matrix) {
        Node source = matrix;
        while (!isNamed(source)) {
            Optional<Node> made =
                    source.inputs().stream().filter(Node::isMatrix).findFirst();
            if (made.isEmpty()) {
                return Name.of("matrix");
            }
            source = made.get();
        }
        return Objects.requireNonNull(names.get(source));
    }

    /** What a chain of products begins with: mostly a bias. */
    private Optional<Name> byChain(Node node) {
        Node user = userOf.get(node);
        if (user == null || !isBegunWith(user, node)) {
            return Optional.empty();
        }
        Node end = user;
        while (userOf.get(end) != null && isBegunWith(userOf.get(end), end)) {
            end = userOf.get(end);
        }
        Name name = Objects.requireNonNull(names.get(end));
        String word = name.word().replaceFirst(" input$", "");
        return Optional.of(name.with(word + (node.domain() == Domain.ONCE ? " bias" : " start")));
    }

    private static boolean isBegunWith(Node product, Node start) {
        return product.op() instanceof Op.MatrixProduct && product.inputs().size() == 3 && product.input(2) == start;
    }

    // ---- what is short ---------------------------------------------------------------------------------------------

    private Optional<Name> byText(Node node) {
        if (node.op() instanceof Op.Softmax || node.op() instanceof Op.LogSoftmax) {
            String what = node.op() instanceof Op.Softmax ? "probabilities" : "log probabilities";
            return known(node.input(0)).map(logits -> logits.and(what));
        }
        if (node.op() instanceof Op.Likeliest) {
            return known(node.input(1)).map(token -> token.and("chosen"));
        }
        if (node.op() instanceof Op.OneHot) {
            return known(node.input(0)).map(token -> token.and("one hot"));
        }
        return base(node).filter(name -> name.kind() != Name.Kind.VALUE).isPresent()
                ? Optional.empty()
                : byTextOfValue(node);
    }

    private Optional<Name> byTextOfValue(Node node) {
        if (node.op() instanceof Op.Unary unary && isNamed(node.input(0))) {
            Name operand = Objects.requireNonNull(names.get(node.input(0)));
            return Optional.of(operand.with(word(unary.function()) + " " + operand.word()));
        }
        if (node.op() instanceof Op.Binary binary && binary.function() == BinaryFunction.SUBTRACT) {
            return ofDifference(node.input(0), node.input(1));
        }
        if (node.op() instanceof Op.SelectStep pick) {
            return known(node.input(0)).map(name -> name.with((pick.last() ? "last " : "first ") + name.word()));
        }
        if (node.op() instanceof Op.Concat) {
            List<Name> joined = node.inputs().stream()
                    .filter(this::isNamed)
                    .map(names::get)
                    .distinct()
                    .toList();
            return joined.size() < 2 ? Optional.empty() : Optional.of(joined(joined));
        }
        return Optional.empty();
    }

    private static String word(UnaryFunction function) {
        return function == UnaryFunction.NEGATE
                ? "minus"
                : function.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private Optional<Name> ofDifference(Node a, Node b) {
        if (b.op() instanceof Op.Target && isNamed(a)) {
            return Optional.of(Objects.requireNonNull(names.get(a)).and("error"));
        }
        boolean rest = a.op() instanceof Op.Constant one && one.value() == 1;
        return rest ? known(b).map(name -> name.with("one minus " + name.word())) : Optional.empty();
    }

    /** The halves of a layer that runs both ways have one word, and one layer around them. */
    private static Name joined(List<Name> names) {
        Name all = Name.ofAll(names);
        String word = names.get(0).word();
        boolean alike = names.stream().allMatch(name -> name.word().equals(word));
        return alike
                ? all.with(word)
                : all.with(word + " " + names.get(names.size() - 1).word());
    }

    private Optional<Name> known(Node node) {
        return isNamed(node) ? Optional.of(Objects.requireNonNull(names.get(node))) : Optional.empty();
    }

    // ---- by what it is a part of -----------------------------------------------------------------------------------

    private Optional<Name> byUser(Node node) {
        return base(node).map(name -> name.and(role(name, node)));
    }

    /** A part of a value with a name, wherever that is seen. */
    private Optional<Name> byWhole(Node node) {
        Node whole = node;
        while (whole.op() instanceof Op.Slice || whole.op() instanceof Op.AtPairs) {
            whole = whole.input(0);
        }
        return whole == node ? Optional.empty() : known(whole).map(name -> name.and("part"));
    }

    private String role(Name base, Node node) {
        if (node.op() instanceof Op.OverSteps) {
            return "total";
        }
        return node.op() instanceof Op.View && base.kind() == Name.Kind.ADJOINT
                ? "from above"
                : Role.of(Objects.requireNonNull(userOf.get(node)), node);
    }

    /** The name of the equation that a value is a part of. */
    private Optional<Name> base(Node node) {
        return Optional.ofNullable(equationOf.get(node)).map(names::get);
    }
}
