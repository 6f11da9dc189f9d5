// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.random;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The values that a model has names for, and those of them that nothing has used yet. */
final class RandomFlows {
    private final Chance chance;
    private final List<Flow> steps = new ArrayList<>();
    private final List<Flow> sequences = new ArrayList<>();
    private final Set<String> unused = new LinkedHashSet<>();
    private boolean begun;

    /**
     * A value.
     *
     * @param size of the vector; of a token, how many there are
     * @param whole whether it follows from the end of the sequence, too
     * @param layer whether it is a layer's own value, of which {@code final} can be taken
     */
    record Flow(String text, int size, boolean token, boolean whole, boolean layer) {
        Flow then(String stage, int size, boolean layer) {
            return new Flow(text + " |> " + stage, size, false, whole, layer);
        }
    }

    RandomFlows(Chance chance) {
        this.chance = chance;
    }

    /** A name for a value per step. */
    void name(Flow flow) {
        steps.add(flow);
        unused.add(flow.text());
    }

    /** A name for a value per sequence. */
    void nameSequence(Flow flow) {
        sequences.add(flow);
        unused.add(flow.text());
    }

    int count() {
        return steps.size();
    }

    /** The names of all equations. */
    List<String> equations() {
        return steps.stream()
                .map(Flow::text)
                .filter(name -> name.matches("h\\d+"))
                .toList();
    }

    /** What nothing uses first, else any; the later ones more often. */
    Flow next() {
        List<Flow> open = open();
        return use(open.isEmpty() ? any() : open.get(0));
    }

    private Flow any() {
        int last = steps.size() - 1;
        return steps.get(Math.max(chance.whole(0, last), chance.whole(0, last)));
    }

    private Flow use(Flow flow) {
        unused.remove(flow.text());
        return flow;
    }

    /** All values per step that nothing has used. */
    List<Flow> open() {
        return steps.stream().filter(flow -> unused.contains(flow.text())).toList();
    }

    boolean allUsed() {
        return unused.isEmpty();
    }

    /** A vector per step with a name of its own, to look back at. */
    Optional<Flow> nameable() {
        return vector().filter(flow -> !flow.whole() && flow.text().indexOf('.') < 0);
    }

    /** A vector per step that has been used elsewhere. */
    Optional<Flow> vector() {
        List<Flow> vectors = steps.stream()
                .filter(flow -> !flow.token() && !unused.contains(flow.text()))
                .toList();
        return vectors.isEmpty() ? Optional.empty() : Optional.of(chance.any(vectors));
    }

    /** A value per sequence that nothing has used. */
    Optional<Flow> openSequence() {
        return sequences.stream()
                .filter(flow -> unused.contains(flow.text()))
                .findFirst()
                .map(this::use);
    }

    /** Whether a state has a start of its own: then windows begin sequences. */
    boolean isBegun() {
        return begun;
    }

    void begin() {
        begun = true;
    }

    /** What a state of {@code size} starts from, if not from zeros. */
    String start(int size) {
        begin();
        if (!sequences.isEmpty() && chance.of(0.7)) {
            Flow flow = use(chance.any(sequences));
            return flow.token()
                    ? flow.text() + " |> embedding(" + size + ")"
                    : flow.size() == size ? flow.text() : flow.text() + " |> dense(" + size + ")";
        }
        Optional<Flow> vector = chance.of(0.15) ? vector() : Optional.empty();
        return vector.map(flow -> "meanOverSteps(" + flow.text() + ") |> dense(" + size + ")")
                .orElse(chance.of(0.7) ? "learned" : chance.number(-0.5, 0.5));
    }
}
