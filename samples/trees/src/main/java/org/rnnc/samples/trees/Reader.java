// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.trees;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.model.Trees;

/** A network that learns values of expressions, either from their trees or from their text. */
final class Reader {
    private final Model model;
    private final Trainer trainer;
    private final boolean tree;
    private final int batch;
    private final int[] values;

    /** @param tree whether the model reads trees */
    Reader(Model model, boolean tree) {
        this.model = model;
        this.trainer = model.newTrainer();
        this.tree = tree;
        this.batch = model.info().batch();
        this.values = new int[batch];
    }

    /** One step of the optimizer; the loss before it. */
    double train(List<Expression> some) {
        for (int i = 0; i < batch; i++) {
            values[i] = some.get(i).value() ? 1 : 0;
        }
        int room = model.info().window();
        int[] signs = new int[room * batch];
        int[] shape = shape(room, some);
        fill(signs, shape, some);
        Batch data = new Batch(model.info()).input("sign", signs).target("value", values);
        return trainer.train(tree ? data.trees(shape) : data.lengths(shape));
    }

    /** The share of expressions, however long, whose values are found. */
    double right(List<Expression> all) {
        int room = all.stream().mapToInt(this::length).max().orElseThrow();
        int[] signs = new int[room * all.size()];
        int[] shape = shape(room, all);
        fill(signs, shape, all);
        float[] chances = new float[2 * all.size()];
        Predictor predictor = model.newPredictor(room, all.size());
        predictor.run(room, all.size(), shape, null, new Object[] {signs}, new Object[] {chances});
        int right = 0;
        for (int i = 0; i < all.size(); i++) {
            right += chances[2 * i + 1] > chances[2 * i] == all.get(i).value() ? 1 : 0;
        }
        return (double) right / all.size();
    }

    private int length(Expression expression) {
        return tree ? expression.nodes().size() : expression.tokens().length;
    }

    /** Room for what trees look like, or for the lengths of texts. */
    private int[] shape(int room, List<Expression> some) {
        return new int[(tree ? 2 * room : 1) * some.size()];
    }

    private void fill(int[] signs, int[] shape, List<Expression> some) {
        for (int i = 0; i < some.size(); i++) {
            if (tree) {
                fillTree(signs, shape, some.get(i), i, some.size());
            } else {
                int[] tokens = some.get(i).tokens();
                shape[i] = tokens.length;
                for (int step = 0; step < tokens.length; step++) {
                    signs[step * some.size() + i] = tokens[step];
                }
            }
        }
    }

    private static void fillTree(int[] signs, int[] trees, Expression expression, int tree, int count) {
        List<Expression> nodes = expression.nodes();
        Map<Expression, Integer> numbers = new IdentityHashMap<>();
        int[] left = new int[nodes.size()];
        int[] right = new int[nodes.size()];
        for (int node = 0; node < nodes.size(); node++) {
            Expression here = nodes.get(node);
            numbers.put(here, node);
            List<Expression> parts = here.parts();
            left[node] = parts.isEmpty() ? Trees.NONE : numbers.get(parts.get(0));
            right[node] = parts.size() < 2 ? Trees.NONE : numbers.get(parts.get(1));
            signs[node * count + tree] = here.sign().ordinal();
        }
        Trees.sides(trees, count, tree, left, right);
    }
}
