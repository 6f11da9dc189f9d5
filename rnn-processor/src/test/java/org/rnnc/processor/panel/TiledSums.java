// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.panel;

import java.util.ArrayList;
import java.util.List;
import org.rnnc.dsl.graph.Node;
import org.rnnc.dsl.graph.Op;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.Memory;
import org.rnnc.processor.layout.PackLayout;
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
            String at = at(kernel.pack(), "k", position(node, memory, "j"));
            Args.Ref out = args.ref(node, "out");
            Args.Ref start = start(node, args);
            Args.Ref x = args.ref(kernel.operand(), "x");
            int count = node.input(0).matrix().columns();
            sums.add(new Sum(out, start, node.size(), true, List.of(new Terms(x, count, at))));
        }
        return sums;
    }

    /** A column or a row, whichever the token chooses: a vector, or across them. */
    static List<Sum> ofLookup(Kernel.Products kernel, Args args, Memory memory) {
        List<Sum> sums = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            boolean row = ((Op.Lookup) node.op()).row();
            String at = row == kernel.pack().byColumn()
                    ? at(kernel.pack(), "j", position(node, memory, "token"))
                    : at(kernel.pack(), "token", position(node, memory, "j"));
            Args.Ref out = args.ref(node, "out");
            Args.Ref start = start(node, args);
            Args.Ref token = args.ref(kernel.operand(), "token");
            sums.add(new Sum(out, start, node.size(), false, List.of(new Terms(token, 1, at))));
        }
        return sums;
    }

    /** Element j of the result has the elements of column j of each matrix, one matrix after the other. */
    static Sum ofChain(Kernel.Chain kernel, Args args, Memory memory) {
        Args.Ref out = args.ref(kernel.result(), "out");
        Args.Ref start = start(kernel.nodes().get(0), args);
        List<Terms> terms = new ArrayList<>();
        for (Node node : kernel.nodes()) {
            String at = kernel.pack().byColumn()
                    ? at(kernel.pack(), "j", position(node, memory, "k"))
                    : at(kernel.pack(), "k", position(node, memory, "j"));
            terms.add(new Terms(args.ref(node.input(1), "x"), node.input(1).size(), at));
        }
        return new Sum(out, start, kernel.result().size(), true, terms);
    }

    private static Args.Ref start(Node node, Args args) {
        return node.inputs().size() == 3 ? args.ref(node.input(2), "start") : null;
    }

    private static String position(Node product, Memory memory, String within) {
        PackLayout layout = memory.matrix(product.input(0)).layout();
        return layout.offsetOf(memory.parameterOf(product.input(0))) + " + " + within;
    }

    static String at(Pack pack, String vector, String position) {
        return "%s.at(%d, %s, %s)".formatted(Panels.class.getName(), pack.vectors(), vector, position);
    }
}
