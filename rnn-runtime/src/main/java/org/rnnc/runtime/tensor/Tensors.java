// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.tensor;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.rnnc.runtime.support.Names;

/** Works on several tensors at once. Stateless; as safe between threads as the tensors. */
public final class Tensors {
    private Tensors() {}

    /**
     * Overwrites several tensors as one: all are checked before any changes, and what engines derive from them is
     * refreshed once, at the end.
     *
     * @param values the new elements of each tensor, row-major
     * @throws UnsupportedOperationException if a tensor is read-only; nothing has changed then
     * @throws IllegalArgumentException if an array's length is not its tensor's size; nothing has changed then
     */
    public static void write(Map<Tensor, double[]> values) {
        Set<Runnable> refreshes = Collections.newSetFromMap(new IdentityHashMap<>());
        Objects.requireNonNull(values, "values")
                .forEach((tensor, source) -> refreshes.add(tensor.checkWrite(source == null ? -1 : source.length)));
        values.forEach(Tensor::store);
        refreshes.forEach(Runnable::run);
    }

    /**
     * Finds a tensor by name. Nothing is allocated when there is one.
     *
     * @param tensors where to look
     * @param name its name, or one of its {@link Tensor#otherNames}
     * @param complaint how the message begins when there is none, for example {@code "trainer has no value"}
     * @return the tensor
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static Tensor find(List<Tensor> tensors, String name, String complaint) {
        Objects.requireNonNull(tensors, "tensors");
        Objects.requireNonNull(complaint, "complaint");
        // By index: an iterator would be garbage, and values are looked up at each window.
        for (int i = 0; i < tensors.size(); i++) {
            if (tensors.get(i).isCalled(name)) {
                return tensors.get(i);
            }
        }
        List<String> names = tensors.stream().map(Tensor::name).toList();
        String hint = Optional.ofNullable(name)
                .flatMap(wanted -> Names.nearest(wanted, names))
                .map(near -> ", did you mean \"" + near + "\"?")
                .orElse(".");
        String called = name == null ? " name null" : " \"" + name + "\"";
        throw new IllegalArgumentException(
                complaint + called + hint + " There are: " + (names.isEmpty() ? "none" : String.join(", ", names)));
    }
}
