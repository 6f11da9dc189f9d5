// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes nodes, each distinct one once. Shapes have been checked by whoever calls: a wrong one here is a mistake of the
 * compiler, and an {@link IllegalArgumentException}.
 *
 * <p>The order of every sum is decided here and nowhere else ({@link #sum}).
 */
public final class GraphBuilder {
    private static final Shape ONE = new Shape.Vector(1);
    private static final int MOST_PARTS = 64;
    /** Adjoints of so many results wait for their chains more than they compute. */
    private static final int NARROW = 16;

    private final List<Node> nodes = new ArrayList<>();
    private final Map<Key, Node> known = new HashMap<>();

    private record Key(Op op, List<Node> inputs, Shape shape, Domain domain) {}

    public GraphBuilder() {}

    /** Continues a graph of these nodes, which keep their ids. */
    public GraphBuilder(List<Node> existing) {
        for (Node node : existing) {
            nodes.add(node);
            known.put(new Key(node.op(), node.inputs(), node.shape(), node.domain()), node);
        }
    }

    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    // ---- sources ---------------------------------------------------------------------------------------------------

    /** At each step of the axis that a model has without naming it. */
    public Node input(int index, Shape shape) {
        return input(index, shape, Domain.step(Axis.TIME));
    }

    public Node input(int index, Shape shape, Domain domain) {
        return given(new Op.Input(index), shape, domain);
    }

    public Node target(int index, Shape shape, Domain domain) {
        return given(new Op.Target(index), shape, domain);
    }

    public Node parameter(Parameter parameter) {
        return given(new Op.Parameter(parameter.index()), parameter.shape(), Domain.ONCE);
    }

    public Node constant(double value) {
        return node(new Op.Constant(value), ONE);
    }

    /** The number of steps that exist along an axis. */
    public Node stepCount(Axis axis) {
        return node(new Op.StepCount(axis), ONE);
    }

    public Node initial(int state, int size) {
        return given(new Op.Initial(state), new Shape.Vector(size), Domain.SEQUENCE);
    }

    /** @param relation the state's own */
    public Node previous(int state, int size, Relation relation) {
        return previous(state, size, relation, Relation.Link.STEP);
    }

    /**
     * The same of one of several previous values, or of each.
     *
     * @param relation the state's own
     */
    public Node previous(int state, int size, Relation relation, Relation.Link link) {
        boolean each = link == Relation.Link.CHILD && !(relation instanceof Relation.Parent);
        Domain domain = each ? Domain.child(relation.axis()) : Domain.step(relation.axis());
        return given(new Op.Previous(state, link), new Shape.Vector(size), domain);
    }

    public Node mask(Op.Mask mask, Shape shape, Domain domain) {
        return given(mask, shape, domain);
    }

    /** Each of {@code count} tokens, where there is a value for each. */
    public Node eachToken(int count) {
        return given(new Op.EachToken(count), new Shape.Token(count), Domain.token(count));
    }

    // ---- products --------------------------------------------------------------------------------------------------

    /** {@code matrix * operand} (its transpose if {@code transposed}); {@code operand} may be a token. */
    public Node product(Node matrix, Node operand, boolean transposed) {
        return chain(null, new Term.Matrix(matrix, operand, transposed, false));
    }

    Node chain(@Nullable Node start, Term.Matrix term) {
        Shape.Matrix shape = term.matrix().matrix();
        int outputs = term.transposed() ? shape.columns() : shape.rows();
        int operands = term.transposed() ? shape.rows() : shape.columns();
        if (term.operand().op() instanceof Op.OfLeaves leaves && term.operand().shape() instanceof Shape.Token) {
            return ofLeaves(start, leaves.axis(), term);
        }
        boolean token = term.operand().shape() instanceof Shape.Token;
        int given = term.operand().shape() instanceof Shape.Token t
                ? t.count()
                : term.operand().size();
        require(
                given == operands,
                "product of " + shape + " and " + term.operand().shape());
        boolean blocked = term.back() && term.transposed() && outputs <= NARROW;
        Op op = token ? new Op.Lookup(term.transposed()) : new Op.Product(term.transposed(), blocked);
        Shape result = new Shape.Vector(outputs);
        Node broadcast = start == null ? null : broadcast(start, result, start.domain());
        return node(op, result, withStart(broadcast, term.matrix(), term.operand()));
    }

    /** A token that leaves alone have: at other nodes there is no column, and what a sum begins with is there all the same. */
    private Node ofLeaves(@Nullable Node start, Axis axis, Term.Matrix term) {
        Node token = term.operand().input(0);
        Node column = chain(null, new Term.Matrix(term.matrix(), token, term.transposed(), term.recurrent()));
        Node shown = ofLeaves(axis, column);
        return start == null ? shown : add(start, shown);
    }

    /** The sum of {@code d xᵀ} over all steps and sequences, added to {@code start} unless that is null. */
    public Node outer(Node d, Node x, @Nullable Node start) {
        Shape shape = new Shape.Matrix(d.size(), x.size());
        return node(new Op.Outer(), shape, withStart(start, d, x));
    }

    /** {@code d} summed into the token's column, or its row if {@code row}; added to {@code start} unless null. */
    public Node scatter(Node d, Node token, boolean row, @Nullable Node start) {
        int count = ((Shape.Token) token.shape()).count();
        Shape shape = row ? new Shape.Matrix(count, d.size()) : new Shape.Matrix(d.size(), count);
        return node(new Op.Scatter(row), shape, withStart(start, d, token));
    }

    private static Node[] withStart(@Nullable Node start, Node a, Node b) {
        return start == null ? new Node[] {a, b} : new Node[] {a, b, start};
    }

    // ---- element by element ----------------------------------------------------------------------------------------

    public Node unary(UnaryFunction function, Node operand) {
        return node(new Op.Unary(function), operand.shape(), operand);
    }

    public Node binary(BinaryFunction function, Node a, Node b) {
        Node simple = Simplifier.simplify(this, function, a, b);
        return simple != null ? simple : node(new Op.Binary(function), largest(a, b), a, b);
    }

    public Node add(Node a, Node b) {
        return binary(BinaryFunction.ADD, a, b);
    }

    public Node subtract(Node a, Node b) {
        return binary(BinaryFunction.SUBTRACT, a, b);
    }

    public Node multiply(Node a, Node b) {
        return binary(BinaryFunction.MULTIPLY, a, b);
    }

    public Node divide(Node a, Node b) {
        return binary(BinaryFunction.DIVIDE, a, b);
    }

    /** {@code value} where {@code condition} is not zero, else zero. */
    public Node unlessZero(Node condition, Node value) {
        return binary(BinaryFunction.UNLESS_ZERO, condition, value);
    }

    Node multiplyAdd(boolean negated, Node a, Node b, Node c) {
        return node(new Op.MultiplyAdd(negated), largest(a, b, c), a, b, c);
    }

    /**
     * The sum of the terms, in the order of the numeric contract: what is fixed for a window (biases), then products
     * with what is the same at all steps of a sequence, then with the input, then with the running state, then
     * everything else; within each, as written. Products become one chain of fused multiply-adds, whose beginning is
     * computed once a sequence where that is enough; element-wise products fuse with the addition before them.
     */
    public Node sum(List<Term> terms) {
        return new SumBuilder(this).sum(terms);
    }

    /** {@code value}, repeated where {@code shape} is longer or {@code domain} wider than its own. */
    public Node broadcast(Node value, Shape shape, Domain domain) {
        Domain widest = value.domain().widest(domain);
        if (value.shape().equals(shape) && value.domain().equals(widest)) {
            return value;
        }
        return given(new Op.Broadcast(), shape, widest, value);
    }

    /** {@code size} zeros. */
    public Node zeros(int size) {
        return broadcast(constant(0), new Shape.Vector(size), Domain.ONCE);
    }

    /**
     * What a state of {@code size} starts from: {@code value}, one for each sequence, in a place of its own. Make it before
     * the state's previous value, which then comes after it.
     */
    public Node start(Node value, int size) {
        return given(new Op.Broadcast(), new Shape.Vector(size), Domain.SEQUENCE, value);
    }

    /** A node of the same value, one for each step of an axis, and a place of its own. */
    public Node copy(Node value, Axis axis) {
        return given(new Op.Broadcast(), value.shape(), value.domain().widest(Domain.step(axis)), value);
    }

    /** The same for each pair of steps. */
    public Node copy(Node value, Domain.Pair pair) {
        return given(new Op.Broadcast(), value.shape(), pair, value);
    }

    /** What {@code node} would be of other operands, of the same shapes and domains as its own. */
    public Node with(Node node, List<Node> operands) {
        return with(node, node.domain(), operands);
    }

    /** What {@code node} would be of other operands, of the same shapes, with values elsewhere. */
    public Node with(Node node, Domain domain, List<Node> operands) {
        return given(node.op(), node.shape(), domain, operands.toArray(Node[]::new));
    }

    // ---- within one vector -----------------------------------------------------------------------------------------

    /** Of very many parts several at a time: each is an argument of a method, of which Java takes at most 255. */
    public Node concat(List<Node> parts) {
        long computed = parts.stream()
                .filter(part -> !(part.op() instanceof Op.Constant))
                .count();
        if (computed > MOST_PARTS) {
            List<Node> joined = new ArrayList<>();
            for (int from = 0; from < parts.size(); from += MOST_PARTS) {
                List<Node> some = parts.subList(from, Math.min(from + MOST_PARTS, parts.size()));
                joined.add(some.size() == 1 ? some.get(0) : concat(some));
            }
            return concat(joined);
        }
        int size = parts.stream().mapToInt(Node::size).sum();
        return node(new Op.Concat(), new Shape.Vector(size), parts.toArray(Node[]::new));
    }

    public Node slice(Node vector, int offset, int size) {
        require(offset >= 0 && offset + size <= vector.size(), () -> "slice beyond " + vector.shape());
        return node(new Op.Slice(offset, size), new Shape.Vector(size), vector);
    }

    public Node pad(Node vector, int offset, int size) {
        return node(new Op.Pad(offset, size), new Shape.Vector(size), vector);
    }

    public Node softmax(Node logits) {
        return node(new Op.Softmax(), logits.shape(), logits);
    }

    public Node logSoftmax(Node logits) {
        return node(new Op.LogSoftmax(), logits.shape(), logits);
    }

    /** The sum of the elements. */
    public Node sumElements(Node vector) {
        return vector.size() == 1 ? vector : node(new Op.Sum(), ONE, vector);
    }

    public Node dot(Node a, Node b) {
        require(a.size() == b.size(), () -> "dot of " + a.shape() + " and " + b.shape());
        return node(new Op.Dot(), ONE, a, b);
    }

    /** The sum of the squares of all elements, or of their absolute values. */
    public Node magnitude(Node value, boolean squared) {
        if (value.isMatrix()) {
            return node(new Op.Magnitude(squared), ONE, value);
        }
        if (squared) {
            return value.size() == 1 ? multiply(value, value) : dot(value, value);
        }
        return sumElements(unary(UnaryFunction.ABS, value));
    }

    /** {@code token}, or now and then in training the place of the largest of {@code logits}. */
    public Node likeliest(Op.Likeliest choice, Node logits, Node token) {
        return node(choice, token.shape(), logits, token);
    }

    public Node crossEntropy(Node logits, Node token) {
        return node(new Op.CrossEntropy(), ONE, logits, token);
    }

    public Node oneHot(Node token) {
        if (token.op() instanceof Op.OfLeaves leaves) {
            return ofLeaves(leaves.axis(), oneHot(token.input(0)));
        }
        int count = ((Shape.Token) token.shape()).count();
        return node(new Op.OneHot(), new Shape.Vector(count), token);
    }

    // ---- for each token ---------------------------------------------------------------------------------------------

    /** What {@code values}, of which there is one for each token, has for {@code token}. */
    public Node ofToken(Node values, Node token) {
        require(values.domain().equals(ofEach(token)), () -> values + " of " + token);
        return given(new Op.OfToken(), values.shape(), token.domain(), values, token);
    }

    /** For each token the sum of {@code value} wherever {@code token} is that one. */
    public Node sumTokens(Node value, Node token) {
        require(value.domain().isWithin(token.domain()), () -> value + " at " + token);
        return given(new Op.SumTokens(), value.shape(), ofEach(token), value, token);
    }

    private static Domain ofEach(Node token) {
        return Domain.token(((Shape.Token) token.shape()).count());
    }

    // ---- across steps and sequences --------------------------------------------------------------------------------

    public Node selectStep(boolean last, Node value) {
        return node(new Op.SelectStep(axisOf(value), last), value.shape(), value);
    }

    public Node scatterStep(Axis axis, boolean last, Node value) {
        require(value.domain().isWithin(Domain.SEQUENCE), () -> "an end of sequences gets " + value);
        return given(new Op.ScatterStep(axis, last), value.shape(), Domain.step(axis), value);
    }

    public Node ofEmpty(Axis axis, Node value) {
        return node(new Op.OfEmpty(axis), value.shape(), value);
    }

    /** {@code value} at the leaves of trees, zeros elsewhere; of tokens only products and one-hot vectors can be made. */
    public Node ofLeaves(Axis axis, Node value) {
        return node(new Op.OfLeaves(axis), value.shape(), value);
    }

    /** {@code value}, which there is at each step of a sequence, at the nodes that stand for these. */
    public Node atNodes(NodeSteps places, Node value) {
        require(axisOf(value).equals(places.steps()), () -> value + " at " + places);
        return given(new Op.AtNodes(places), value.shape(), Domain.step(places.tree()), value);
    }

    /** {@code value}, which there is at each node of a tree, at the steps that nodes stand for. */
    public Node ofNodes(NodeSteps places, Node value) {
        Node perNode = broadcast(value, value.shape(), Domain.step(places.tree()));
        return given(new Op.OfNodes(places), value.shape(), Domain.step(places.steps()), perNode);
    }

    /** The sum of what there is for each child of a node. */
    public Node sumChildren(Node value) {
        return node(new Op.SumChildren(axisOf(value)), value.shape(), value);
    }

    public Node sumSteps(Node value) {
        return node(new Op.SumSteps(axisOf(value)), value.shape(), value);
    }

    public Node maxSteps(Node value) {
        return node(new Op.MaxSteps(axisOf(value)), value.shape(), value);
    }

    // ---- at pairs of steps ----------------------------------------------------------------------------------------

    /** {@code value} where there is one for each step of both axes; what is the same everywhere stays as it is. */
    public Node atPairs(Node value, Domain.Pair pair) {
        if (value.domain().isOnce() || value.domain().equals(pair)) {
            return value;
        }
        Node perStep =
                value.domain().isPerSequence() ? broadcast(value, value.shape(), Domain.step(pair.along())) : value;
        require(perStep.domain().isWithin(pair), value + " at " + pair);
        return given(new Op.AtPairs(pair), value.shape(), pair, perStep);
    }

    /** The sum over the steps of {@code axis}, for each step of the other one. Of a product its factors are summed together. */
    public Node sumPairs(Axis axis, Node value) {
        boolean product = value.op() instanceof Op.Binary binary && binary.function() == BinaryFunction.MULTIPLY;
        if (product
                && value.inputs().stream().allMatch(factor -> factor.domain().isPair())) {
            boolean first = value.input(0).size() <= value.input(1).size();
            return sumPairs(axis, value.input(first ? 0 : 1), value.input(first ? 1 : 0));
        }
        return given(new Op.SumPairs(axis), value.shape(), withoutAxis(value, axis), value);
    }

    /** The sum of {@code weight * value}; the weight is one number, or as many as the value has. */
    public Node sumPairs(Axis axis, Node weight, Node value) {
        require(weight.size() == 1 || weight.size() == value.size(), weight + " weighs " + value);
        return given(new Op.SumPairs(axis), value.shape(), withoutAxis(value, axis), weight, value);
    }

    private static Domain withoutAxis(Node value, Axis axis) {
        Domain.Pair pair =
                value.domain().pair().orElseThrow(() -> new IllegalArgumentException(value + " has no pairs"));
        return Domain.step(pair.other(axis));
    }

    /** Powers of e that add up to 1 over the steps of the second axis. */
    public Node softmaxPairs(Node value) {
        Axis over = value.domain().pair().orElseThrow().over();
        return node(new Op.SoftmaxPairs(over), value.shape(), value);
    }

    /** The one that {@code value} has steps along. */
    private static Axis axisOf(Node value) {
        return value.domain().axis().orElseThrow(() -> new IllegalArgumentException(value + " has no steps"));
    }

    public Node sumAll(Node value) {
        return node(new Op.SumAll(), value.shape(), value);
    }

    /** The sum of {@code x * y}, of the same shape and domain. */
    public Node sumAll(Node x, Node y) {
        require(x.shape().equals(y.shape()) && x.domain().equals(y.domain()), () -> x + " beside " + y);
        return node(new Op.SumAll(), x.shape(), x, y);
    }

    // ----------------------------------------------------------------------------------------------------------------

    /** The shape that the others go with: each has it, or is one number. A matrix of one element stays a matrix. */
    private static Shape largest(Node... operands) {
        Shape largest = Stream.of(operands)
                .map(Node::shape)
                .max(Comparator.comparingLong(Shape::elements).thenComparing(Shape.Matrix.class::isInstance))
                .orElseThrow();
        for (Node operand : operands) {
            boolean fits = operand.shape().equals(largest) || operand.shape().elements() == 1;
            require(fits, () -> operand.shape() + " beside " + largest);
        }
        return largest;
    }

    private Node node(Op op, Shape shape, Node... inputs) {
        Domain operands = widest(op, inputs);
        Domain domain = op.traits().domain().of(operands);
        if (domain instanceof Domain.Pair pair) {
            return add(
                    op,
                    shape,
                    domain,
                    Stream.of(inputs).map(input -> atPairs(input, pair)).toArray(Node[]::new));
        }
        return add(op, shape, domain, inputs);
    }

    /** A node of an operation that does not say itself where it has values, or a copy of one that does. */
    private Node given(Op op, Shape shape, Domain domain, Node... inputs) {
        // Only these two lead from values for each token to those at steps, and back.
        if (!(op instanceof Op.OfToken || op instanceof Op.SumTokens)) {
            widest(op, inputs);
        }
        return add(op, shape, domain, inputs);
    }

    private Node add(Op op, Shape shape, Domain domain, Node... inputs) {
        Objects.requireNonNull(shape);
        return known.computeIfAbsent(new Key(op, List.of(inputs), shape, domain), key -> {
            Node node = new Node(nodes.size(), op, key.inputs(), shape, domain);
            nodes.add(node);
            return node;
        });
    }

    /** Of the operands' domains. Values at steps of different axes never meet, whatever the operation makes of them. */
    private static Domain widest(Op op, Node... inputs) {
        try {
            Domain widest = Domain.ONCE;
            for (Node input : inputs) {
                widest = widest.widest(input.domain());
            }
            return widest;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(op + " of " + List.of(inputs) + ": " + e.getMessage(), e);
        }
    }

    static void require(boolean condition, String message) {
        require(condition, () -> message);
    }

    /** The message is made where it is needed: this is asked of every node. */
    private static void require(boolean condition, Supplier<String> message) {
        if (!condition) {
            throw new IllegalArgumentException(message.get());
        }
    }
}
