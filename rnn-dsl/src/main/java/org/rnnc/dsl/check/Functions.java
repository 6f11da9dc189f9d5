// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.rnnc.dsl.diag.Code;
import org.rnnc.dsl.graph.BinaryFunction;
import org.rnnc.dsl.graph.Node;

/** The functions of the language, by name. */
final class Functions {
    private static final Map<String, FunctionDef> ALL = table();

    private Functions() {}

    static Optional<FunctionDef> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    private static Map<String, FunctionDef> table() {
        List<FunctionDef> all = new ArrayList<>(Elementwise.functions());
        all.addAll(Dropout.functions());
        all.add(new FunctionDef("softmax", 1, 1, List.of(), true, Functions::softmax));
        all.add(new FunctionDef("concat", 1, Integer.MAX_VALUE, List.of(), false, Functions::concat));
        all.add(new FunctionDef("oneHot", 1, 1, List.of(), false, Functions::oneHot));
        all.add(new FunctionDef("row", 2, 2, List.of(), false, Products::row));
        all.add(new FunctionDef("sum", 1, 1, List.of(), false, Functions::sum));
        all.add(new FunctionDef("dot", 2, 2, List.of(), false, Functions::dot));
        all.add(new FunctionDef("last", 1, 1, List.of(), false, Ends::last));
        all.add(new FunctionDef("final", 1, 1, List.of(), false, Ends::ofLayer));
        all.add(new FunctionDef("repeat", 1, 1, List.of(), false, Ends::repeat));
        all.add(new FunctionDef("sumOverSteps", 1, 1, List.of(), false, Pooling::sum));
        all.add(new FunctionDef("meanOverSteps", 1, 1, List.of(), false, Pooling::mean));
        all.add(new FunctionDef("maxOverSteps", 1, 1, List.of(), false, Pooling::max));
        all.add(new FunctionDef("min", 2, 2, List.of(), false, call -> extreme(call, BinaryFunction.MINIMUM)));
        all.add(new FunctionDef("max", 2, 2, List.of(), false, call -> extreme(call, BinaryFunction.MAXIMUM)));
        Map<String, FunctionDef> byName = new LinkedHashMap<>();
        all.forEach(function -> byName.put(function.name(), function));
        return byName;
    }

    private static Value softmax(Application call) {
        Value.Tensor x = call.vector(0);
        return x == null ? Value.POISON : call.result(x.type(), call.builder().softmax(x.node()));
    }

    private static Value concat(Application call) {
        List<Value.Tensor> parts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        long size = 0;
        boolean sound = true;
        for (int i = 0; i < call.operands().size(); i++) {
            Value.Tensor part = call.numeric(i);
            if (part == null) {
                sound = false;
                continue;
            }
            parts.add(part);
            size += part.type().length();
            text.append(i == 0 ? "" : " + ")
                    .append(part.type() instanceof Type.Vector v ? v.size().text() : "1");
        }
        if (!sound || !call.sameTime(parts)) {
            return Value.POISON;
        }
        if (!Sizes.check(size, Long.toString(size), call.span(), call.report())) {
            return Value.POISON;
        }
        Dim dim = call.frame().pretended() ? new Dim((int) size, text.toString()) : Dim.of((int) size);
        List<Node> nodes = parts.stream().map(Value.Tensor::node).toList();
        Node node = nodes.size() == 1 ? nodes.get(0) : call.builder().concat(nodes);
        return new Value.Tensor(new Type.Vector(dim), node);
    }

    private static Value oneHot(Application call) {
        Value.Tensor token = call.token(0);
        return token == null
                ? Value.POISON
                : call.result(
                        new Type.Vector(((Type.Token) token.type()).count()),
                        call.builder().oneHot(token.node()));
    }

    private static Value sum(Application call) {
        Value.Tensor x = call.numeric(0);
        return x == null
                ? Value.POISON
                : call.result(Type.SCALAR, call.builder().sumElements(x.node()));
    }

    private static Value dot(Application call) {
        Value.Tensor a = call.vector(0);
        Value.Tensor b = call.vector(1);
        if (a == null || b == null || !sameShape(call, a, b) || !call.sameTime(List.of(a, b))) {
            return Value.POISON;
        }
        return call.result(Type.SCALAR, call.builder().dot(a.node(), b.node()));
    }

    private static Value extreme(Application call, BinaryFunction function) {
        Value.Tensor a = call.numeric(0);
        Value.Tensor b = call.numeric(1);
        if (a == null || b == null || !call.sameTime(List.of(a, b))) {
            return Value.POISON;
        }
        boolean spreads = a.type() == Type.SCALAR || b.type() == Type.SCALAR;
        if (!spreads && !sameShape(call, a, b)) {
            return Value.POISON;
        }
        Type type = a.type() instanceof Type.Vector ? a.type() : b.type();
        return call.result(type, call.builder().binary(function, a.node(), b.node()));
    }

    private static boolean sameShape(Application call, Value.Tensor a, Value.Tensor b) {
        boolean same = a.type().equals(b.type());
        if (!same) {
            call.report()
                    .error(
                            Code.SHAPE_MISMATCH,
                            call.span(),
                            Quote.of(call.function().name()) + " takes two vectors of one size; " + call.describe(0)
                                    + " is " + a.type() + " and " + call.describe(1) + " is " + b.type(),
                            "");
        }
        return same;
    }
}
