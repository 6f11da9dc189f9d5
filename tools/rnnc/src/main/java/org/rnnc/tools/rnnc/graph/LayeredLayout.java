// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.rnnc.tools.rnnc.graph.Picture.Arrow;
import org.rnnc.tools.rnnc.graph.Picture.Box;
import org.rnnc.tools.rnnc.graph.Placed.Line;
import org.rnnc.tools.rnnc.graph.Placed.Point;
import org.rnnc.tools.rnnc.graph.Placed.Rectangle;

/** Places boxes in layers from left to right, and arrows around them, by the Eclipse Layout Kernel. */
final class LayeredLayout {
    private final Picture picture;
    private final ElkNode root = ElkGraphUtil.createGraph();
    private final Map<String, ElkNode> frames = new HashMap<>();
    private final Map<String, ElkNode> nodes = new HashMap<>();
    private final List<ElkEdge> edges = new ArrayList<>();

    private LayeredLayout(Picture picture) {
        this.picture = picture;
    }

    static Placed place(Picture picture) {
        LayeredLayout layout = new LayeredLayout(picture);
        layout.build();
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
        new RecursiveGraphLayoutEngine().layout(layout.root, new BasicProgressMonitor());
        return layout.placed();
    }

    private void build() {
        options(root);
        root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
        for (Picture.Group group : picture.groups()) {
            ElkNode frame = ElkGraphUtil.createNode(root);
            options(frame);
            frame.setProperty(CoreOptions.PADDING, new ElkPadding(34, 16, 16, 16));
            frames.put(group.id(), frame);
        }
        for (Box box : picture.boxes()) {
            ElkNode node = ElkGraphUtil.createNode(frames.getOrDefault(box.group(), root));
            node.setDimensions(Text.boxWidth(box), Text.boxHeight(box));
            nodes.put(box.id(), node);
        }
        for (Arrow arrow : picture.arrows()) {
            ElkEdge edge = ElkGraphUtil.createSimpleEdge(nodes.get(arrow.from()), nodes.get(arrow.to()));
            if (!arrow.label().isEmpty()) {
                ElkLabel label = ElkGraphUtil.createLabel(arrow.label(), edge);
                label.setDimensions(Text.labelWidth(arrow.label()), Text.LABEL_HEIGHT);
            }
            edges.add(edge);
        }
    }

    private static void options(ElkNode node) {
        node.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
        node.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        node.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        node.setProperty(CoreOptions.SPACING_NODE_NODE, 18.0);
        node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 34.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
        node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 10.0);
        // Where nothing decides, the order of the model does: the same model gives the same picture.
        node.setProperty(CoreOptions.RANDOM_SEED, 1);
    }

    // ---- what came out ---------------------------------------------------------------------------------------------

    private Placed placed() {
        Placed placed = new Placed(picture, root.getWidth(), root.getHeight());
        for (int i = 0; i < picture.groups().size(); i++) {
            ElkNode frame = frames.get(picture.groups().get(i).id());
            if (frame != null) {
                placed.frames().add(rectangle(i, frame));
            }
        }
        for (int i = 0; i < picture.boxes().size(); i++) {
            ElkNode node = nodes.get(picture.boxes().get(i).id());
            if (node != null) {
                placed.boxes().add(rectangle(i, node));
            }
        }
        for (int i = 0; i < edges.size(); i++) {
            placed.lines().add(line(picture.arrows().get(i), edges.get(i)));
        }
        return placed;
    }

    private static Rectangle rectangle(int index, ElkNode node) {
        Point offset = origin(node.getParent());
        return new Rectangle(
                index, offset.x() + node.getX(), offset.y() + node.getY(), node.getWidth(), node.getHeight());
    }

    /** Where the coordinates of what is in {@code node} begin. */
    private static Point origin(ElkNode node) {
        double x = 0;
        double y = 0;
        for (ElkNode at = node; at != null; at = at.getParent()) {
            x += at.getX();
            y += at.getY();
        }
        return new Point(x, y);
    }

    private static Line line(Arrow arrow, ElkEdge edge) {
        Point offset = origin(edge.getContainingNode());
        List<Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Point(offset.x() + section.getStartX(), offset.y() + section.getStartY()));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Point(offset.x() + bend.getX(), offset.y() + bend.getY()));
            }
            points.add(new Point(offset.x() + section.getEndX(), offset.y() + section.getEndY()));
        }
        Point label = edge.getLabels().isEmpty()
                ? new Point(0, 0)
                : new Point(
                        offset.x() + edge.getLabels().get(0).getX(),
                        offset.y() + edge.getLabels().get(0).getY() + Text.LABEL_HEIGHT - 3);
        return new Line(arrow, points, label, false);
    }
}
