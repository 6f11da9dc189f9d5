// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.processor.java.BlockView;
import org.rnnc.processor.java.expression.Expression;
import org.rnnc.processor.java.expression.RowsRef;
import org.rnnc.processor.layout.PackLayout;
import org.rnnc.processor.schedule.kernel.Kernel;
import org.rnnc.processor.schedule.kernel.Labels;

/**
 * In which arrays a target keeps the members of a pack, and whatever else has a number for each of theirs: gradients, what
 * optimizers remember, masked copies. Nobody else knows; what there is to do with such numbers is asked for here.
 *
 * <p>Members lie side by side at the {@link PackLayout#offsets() offsets} of the layout, a
 * position for each element of a vector of the pack (a column of its matrices, or a row where those are read by row). The
 * order of a sum is that of these vectors and positions, whatever the order in memory: so all targets give the same bits.
 * Vectors of parameters are read as rows by any kernel, so that every order keeps them as {@code [1][width]}.
 */
public interface WeightOrder {
    /** The type of what keeps such numbers, as kernels get it. */
    TypeName type(PackRef numbers);

    /** The fields for such numbers, which begin as zeros. */
    List<FieldSpec> fields(PackRef numbers);

    /** Further fields of a window, for what it keeps track of. */
    List<FieldSpec> windowFields();

    /** What a window does before it computes gradients. */
    List<CodeBlock> beforeGradients();

    /** What is to do when users have written into a gradient, which may differ from zero anywhere then: expressions. */
    List<CodeBlock> written(PackRef gradient);

    /** What is to do when {@code members} of some factors have changed, so that kernels see it. */
    List<CodeBlock> changed(PackRef factors, List<Parameter> members);

    // ---- as users know it ------------------------------------------------------------------------------------------

    /** A view of a member as the logical matrix or vector. */
    BlockView view(PackRef numbers, Parameter member);

    /** A view of zeros in the shape of a member, which nobody else sees. */
    BlockView zeros(PackLayout layout, Parameter member);

    // ---- element by element ----------------------------------------------------------------------------------------

    /** Where numbers are for {@link #elementwise}: those from a position of the layout on. */
    RowsRef part(PackRef numbers, int offset);

    /**
     * A call of element-wise work on parts, in any order.
     *
     * @param work on so many positions as its size says
     * @param name empty for one after what is computed
     * @param words what the values are called
     * @param args places of {@link #part}, of numbers in the order of {@code like}; or rows that are the same for all
     * @param rests whether the work changes nothing where the gradient is zero
     */
    KernelCall elementwise(String name, Kernel.Elementwise work, Labels words, Args args, PackRef like, boolean rests);

    // ---- sums ------------------------------------------------------------------------------------------------------

    /** What to do with a vector of a member, which is seen as a row that the work does not change. */
    @FunctionalInterface
    interface VectorWork {
        /** @param first where in {@code row} the vector begins */
        CodeBlock on(Expression row, int first);
    }

    /**
     * Statements for each vector of a matrix, in order; of a gradient, those may be left out that are all zeros.
     *
     * @param name what a vector is called
     */
    KernelCall eachVector(PackRef numbers, Parameter member, String name, VectorWork work);

    /**
     * Scales rows of matrices down to a norm. The squares of a row are added up in the order of a {@code dot}.
     *
     * @param rows from this position on, where the layout has rows side by side; else the members have just these
     * @param count how many, with the padding between members
     */
    KernelCall limitRows(PackRef factors, int rows, int count, double limit);

    // ---- random masks ----------------------------------------------------------------------------------------------

    /** Lets a {@code Mask} draw one for an update, in the place of a member. */
    KernelCall drawMask(String mask, PackRef factors, Parameter member);

    /** Sets a mask to what is expected of it. */
    KernelCall expectMask(String mask, PackRef factors, Parameter member);
}
