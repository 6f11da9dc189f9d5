// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.schedule;

import java.util.Map;
import org.rnnc.dsl.graph.Node;

/**
 * Nodes that stand for others of the model.
 *
 * @param inference where the model is used and not trained: random masks are gone
 * @param shown copies to look at after a window, of values that would have changed by then
 * @param namesakes by node that was made for use, the node of the model that it stands for first
 */
public record StandIns(Map<Node, Node> inference, Map<Node, Node> shown, Map<Node, Node> namesakes) {
    public StandIns {
        inference = Map.copyOf(inference);
        shown = Map.copyOf(shown);
        namesakes = Map.copyOf(namesakes);
    }

    /** What stands for a node of the model where it is used. */
    public Node inference(Node node) {
        return inference.getOrDefault(node, node);
    }

    /** What is looked at after a window, for a node of the model. */
    public Node shown(Node node) {
        return shown.getOrDefault(node, node);
    }

    /** The node whose name one has: that of the model, with which it is in no program together. */
    public Node namesake(Node node) {
        return namesakes.getOrDefault(node, node);
    }
}
