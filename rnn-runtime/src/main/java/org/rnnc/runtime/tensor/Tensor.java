// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.support.Shapes;

/**
 * A live view of one logical tensor, wherever and however the engine keeps it. Reading and writing copy the elements in
 * row-major order; nothing else crosses.
 *
 * <p>Threads: as safe as the model, state or trainer it belongs to. Nobody may read what another thread writes.
 */
public final class Tensor {
    private final String name;
    private final List<String> otherNames;
    private final int[] shape;
    private final int size;

    /** Null where nobody may write. */
    private final @Nullable Runnable afterWrite;

    private final Block[] blocks;

    private Tensor(
            String name,
            List<String> otherNames,
            int[] shape,
            int size,
            @Nullable Runnable afterWrite,
            Block[] blocks) {
        this.name = name;
        this.otherNames = otherNames;
        this.shape = shape;
        this.size = size;
        this.afterWrite = afterWrite;
        this.blocks = blocks;
    }

    /**
     * Makes a view; for generated code.
     *
     * @param name the tensor's name
     * @param shape its logical shape, the leading dimension first
     * @param afterWrite run once after each write, so that the engine refreshes what it derives from the tensor; null
     *     makes the tensor read-only. Tensors that share the same object are refreshed together by {@link
     *     Tensors#write}.
     * @param blocks the tensor's parts, one after the other along its leading dimension
     * @return the view
     * @throws IllegalArgumentException if there are no blocks, they differ in precision, or their sizes do not add up
     *     to the shape
     */
    public static Tensor of(String name, int[] shape, @Nullable Runnable afterWrite, Block... blocks) {
        Objects.requireNonNull(name, "name");
        int[] ownShape = Objects.requireNonNull(shape, "shape").clone();
        Block[] ownBlocks = Objects.requireNonNull(blocks, "blocks").clone();
        long expected = Shapes.size(ownShape);
        long found = 0;
        for (Block block : ownBlocks) {
            found += Objects.requireNonNull(block, "blocks").size();
            if (block.precision() != ownBlocks[0].precision()) {
                throw new IllegalArgumentException("tensor " + name + " mixes float and double blocks");
            }
        }
        if (found != expected || found == 0 || found > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "tensor " + name + ": blocks of " + found + " elements do not make shape " + Shapes.text(ownShape));
        }
        return new Tensor(name, List.of(), ownShape, (int) found, afterWrite, ownBlocks);
    }

    /**
     * The tensor's name.
     *
     * @return unique among the tensors it is listed with
     */
    public String name() {
        return name;
    }

    /**
     * The same view with further names; for generated code.
     *
     * @param names what the tensor is called by layers that share it
     * @return a view of the same elements
     */
    public Tensor alsoCalled(String... names) {
        for (String other : Objects.requireNonNull(names, "names")) {
            Objects.requireNonNull(other, "names");
        }
        return new Tensor(name, List.of(names), shape, size, afterWrite, blocks);
    }

    /**
     * What the tensor is called by layers that share it with the one it is named for.
     *
     * @return names that no tensor it is listed with has; mostly none
     */
    public List<String> otherNames() {
        return otherNames;
    }

    /**
     * All its names.
     *
     * @return {@link #name()}, then {@link #otherNames()}
     */
    public List<String> allNames() {
        List<String> names = new ArrayList<>(otherNames.size() + 1);
        names.add(name);
        names.addAll(otherNames);
        return names;
    }

    /** Whether {@code name} is one of its names. */
    boolean isCalled(String other) {
        return name.equals(other) || other != null && otherNames.contains(other);
    }

    /**
     * The logical shape.
     *
     * @return a copy, the leading dimension first
     */
    public int[] shape() {
        return shape.clone();
    }

    /**
     * How many elements there are.
     *
     * @return the product of the shape
     */
    public int size() {
        return size;
    }

    /**
     * Whether another tensor has the same shape. Nothing is allocated.
     *
     * @param other to compare with
     * @return whether all dimensions are equal
     */
    public boolean isShapedAs(Tensor other) {
        return Arrays.equals(shape, Objects.requireNonNull(other, "other").shape);
    }

    /**
     * Compares with numbers. Nothing is allocated; zeros of both signs are equal, and a NaN is equal to a NaN.
     *
     * @param values row-major
     * @return how many elements come before the first that differs; -1 if there is none
     * @throws IllegalArgumentException if it is null or its length is not {@link #size()}
     */
    public int firstDifference(double[] values) {
        checkLength("values", values == null ? -1 : values.length);
        int from = 0;
        for (Block block : blocks) {
            for (int i = 0; i < block.size(); i++) {
                double element = block.get(i / block.columns(), i % block.columns());
                if (element != values[from + i] && Double.compare(element, values[from + i]) != 0) {
                    return from + i;
                }
            }
            from += block.size();
        }
        return -1;
    }

    /**
     * The number type of the storage.
     *
     * @return float or double
     */
    public Precision precision() {
        return blocks[0].precision();
    }

    /**
     * Whether {@code write} is allowed.
     *
     * @return false for observed values and gradients of anything but parameters
     */
    public boolean isWritable() {
        return afterWrite != null;
    }

    /**
     * Copies all elements out.
     *
     * @param target filled in, row-major; doubles are rounded to the nearest float
     * @throws IllegalArgumentException if it is null or its length is not {@link #size()}
     */
    public void read(float[] target) {
        checkLength("target", target == null ? -1 : target.length);
        int from = 0;
        for (Block block : blocks) {
            block.read(target, from);
            from += block.size();
        }
    }

    /**
     * Copies all elements out, exactly.
     *
     * @param target filled in, row-major
     * @throws IllegalArgumentException if it is null or its length is not {@link #size()}
     */
    public void read(double[] target) {
        checkLength("target", target == null ? -1 : target.length);
        int from = 0;
        for (Block block : blocks) {
            block.read(target, from);
            from += block.size();
        }
    }

    /**
     * Copies all elements out, exactly.
     *
     * @return a new array of {@link #size()} elements, row-major
     */
    public double[] toArray() {
        double[] target = new double[size];
        read(target);
        return target;
    }

    /**
     * Overwrites all elements, then lets the engine refresh what it derives from them. Values are taken as they are:
     * NaN and infinities too.
     *
     * @param source row-major
     * @throws UnsupportedOperationException if the tensor is read-only
     * @throws IllegalArgumentException if it is null or its length is not {@link #size()}; nothing has changed then
     */
    public void write(float[] source) {
        Runnable refresh = checkWrite(source == null ? -1 : source.length);
        int from = 0;
        for (Block block : blocks) {
            block.write(source, from);
            from += block.size();
        }
        refresh.run();
    }

    /**
     * Overwrites all elements, then lets the engine refresh what it derives from them. Values are taken as they are,
     * NaN and infinities too; where the storage is float they are rounded to the nearest.
     *
     * @param source row-major
     * @throws UnsupportedOperationException if the tensor is read-only
     * @throws IllegalArgumentException if it is null or its length is not {@link #size()}; nothing has changed then
     */
    public void write(double[] source) {
        Runnable refresh = checkWrite(source == null ? -1 : source.length);
        store(source);
        refresh.run();
    }

    /**
     * One element.
     *
     * @param index one number per dimension
     * @return its value, exact
     * @throws IllegalArgumentException if there are more or fewer numbers than dimensions
     * @throws IndexOutOfBoundsException if one is outside its dimension
     */
    public double get(int... index) {
        int flat = Shapes.flatIndex(name, shape, index);
        for (Block block : blocks) {
            if (flat < block.size()) {
                return block.get(flat / block.columns(), flat % block.columns());
            }
            flat -= block.size();
        }
        throw new AssertionError("blocks of " + this + " end too early");
    }

    @Override
    public String toString() {
        return name + Shapes.text(shape) + " " + precision().name().toLowerCase(Locale.ROOT);
    }

    /**
     * The first half of a write: everything that can fail.
     *
     * @param length of the source; negative if that is null
     * @return what is to be run after the second half
     */
    Runnable checkWrite(int length) {
        if (afterWrite == null) {
            throw new UnsupportedOperationException("tensor " + name + " is read-only");
        }
        checkLength("source", length);
        return afterWrite;
    }

    /** The second half of a write, without the refresh. */
    void store(double[] source) {
        int from = 0;
        for (Block block : blocks) {
            block.write(source, from);
            from += block.size();
        }
    }

    /** How many elements come before the first NaN or infinity; -1 if there is none. */
    int firstNotFinite() {
        int from = 0;
        for (Block block : blocks) {
            int at = block.firstNotFinite();
            if (at >= 0) {
                return from + at;
            }
            from += block.size();
        }
        return -1;
    }

    private void checkLength(String argument, int length) {
        if (length < 0) {
            throw new IllegalArgumentException("tensor " + name + ": " + argument + " is null");
        }
        if (length != size) {
            throw new IllegalArgumentException("tensor " + name + ": expected length " + size + " (shape "
                    + Shapes.text(shape) + "), found length " + length);
        }
    }
}
