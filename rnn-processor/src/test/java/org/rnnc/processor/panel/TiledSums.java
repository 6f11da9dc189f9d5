// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.expression.Index;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.panel.TiledKernels.Sum;
import org.rnnc.processor.panel.TiledKernels.Terms;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.pack.Pack;

/** What products and look-ups add up, with weights in {@link Panels}. */
final class TiledSums {
    private TiledSums() {}

    /** Element j of a result has the elements of row j, one in each vector. */
    static List<Sum> ofProducts(Kernel.Products kernel, Args args, Memory memory) {
        List<Sum> sums = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            int first = first(node, memory);
            Args.Ref out = args.ref(node, "out");
            Args.Ref start = start(node, args);
            Args.Ref x = args.ref(kernel.operand(), "x");
            int count = node.input(0).matrix().columns();
            Terms terms = new Terms(x, count, k -> at(kernel.pack(), k, "j", first));
            sums.add(new Sum(out, start, node.size(), true, 0, List.of(terms)));
        }
        return sums;
    }

    /** A column or a row, whichever the token chooses: a vector, or across them. */
    static List<Sum> ofLookup(Kernel.Products kernel, Args args, Memory memory) {
        List<Sum> sums = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            int first = first(node, memory);
            boolean across = ((Op.Lookup) node.op()).row() == kernel.pack().byColumn();
            Args.Ref out = args.ref(node, "out");
            Args.Ref start = start(node, args);
            Args.Ref token = args.ref(kernel.operand(), "token");
            Terms found = new Terms(
                    token,
                    1,
                    chosen -> across ? at(kernel.pack(), "j", chosen, first) : at(kernel.pack(), chosen, "j", first));
            sums.add(new Sum(out, start, node.size(), false, 0, List.of(found)));
        }
        return sums;
    }

    /** Element j of the result has the elements of column j of each matrix, one matrix after the other. */
    static Sum ofChain(Kernel.Chain kernel, Args args, Memory memory) {
        Args.Ref out = args.ref(kernel.result(), "out");
        Args.Ref start = start(kernel.nodes().get(0), args);
        List<Terms> terms = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            int first = first(node, memory);
            boolean across = kernel.pack().byColumn();
            terms.add(new Terms(
                    args.ref(node.input(1), "x"),
                    node.input(1).size(),
                    k -> across ? at(kernel.pack(), "j", k, first) : at(kernel.pack(), k, "j", first)));
        }
        int block = kernel.isBlocked() ? Op.Product.BLOCK : 0;
        return new Sum(out, start, kernel.result().size(), true, block, terms);
    }

    private static Args.Ref start(Node node, Args args) {
        return node.inputs().size() == 3 ? args.ref(node.input(2), "start") : null;
    }

    /** The position that a product's matrix begins at. */
    private static int first(Node product, Memory memory) {
        return memory.matrix(product.input(0)).layout().offsetOf(memory.parameterOf(product.input(0)));
    }

    /** Where an element of a vector is, {@code position} behind the first. */
    static CodeBlock at(Pack pack, String vector, String position, int first) {
        Index place = Index.of(position).plus(first);
        return CodeBlock.of("$T.at($L, $L, $L)", Panels.class, pack.vectors(), vector, place);
    }
}
