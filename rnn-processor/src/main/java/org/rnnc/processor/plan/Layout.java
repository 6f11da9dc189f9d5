// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.rnnc.dsl.graph.Node;

/** Where each stored value of a program is. */
public final class Layout {
    private final Map<Node, Place> places;
    private final Set<Buffer> buffers;

    Layout(Map<Node, Place> places, Set<Buffer> buffers) {
        this.places = new LinkedHashMap<>(places);
        this.buffers = buffers;
    }

    public boolean has(Node node) {
        return places.containsKey(node);
    }

    public Place of(Node node) {
        Place place = places.get(node);
        if (place == null) {
            throw new IllegalArgumentException("no place for " + node);
        }
        return place;
    }

    /** In the order of their first use. */
    public List<Buffer> buffers() {
        return List.copyOf(buffers);
    }
}
