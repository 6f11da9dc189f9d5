// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel.vector;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.rnnc.dsl.graph.Node;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.kernel.Arg;
import org.rnnc.processor.java.kernel.Args;
import org.rnnc.processor.java.kernel.KernelLibrary;
import org.rnnc.processor.java.kernel.VectorLibrary;
import org.rnnc.processor.layout.Distinct;
import org.rnnc.processor.schedule.kernel.Kernel;

/**
 * Element-wise kernels. Of the plain ones C2 vectorises those with few arrays and without the powers of two of e^x. One
 * that would be too long a method, or passes on too many arguments, stays plain.
 */
public final class VectorElementwise {
    /** By an estimate: C1 gives up methods of much more than 1,500 bytes. */
    private static final int MOST_BYTES = 1_400;

    /** Before C2 has made 18,000 nodes, no more bits are taken ({@link VectorFunctions#begin}). */
    private static final int MOST_BYTES_TO_CONVERSION = 450;

    /**
     * C2 of JDK 17 gives up a method with 30 arrays that calls another with as many ("unsupported calling sequence"), as
     * for the rest of a row.
     */
    private static final int MOST_ARGUMENTS = 28;

    /** What plain kernels are given besides rows of values: powers of e, and exponents. */
    private static final int SCRATCH = 2;

    private final VectorLibrary library;

    public VectorElementwise(VectorLibrary library) {
        this.library = library;
    }

    /** Where kernels of this type are worth it. */
    public static Optional<VectorElementwise> of(Optional<VectorLibrary> library, ScalarType numbers) {
        return numbers == ScalarType.FLOAT ? library.map(VectorElementwise::new) : Optional.empty();
    }

    /**
     * Overrides a kernel of one row, if that is of use.
     *
     * @param width with padding
     * @param names what values are called
     * @param first the argument that says where what is read begins, if there is one
     */
    public void override(
            String method,
            Kernel.Elementwise kernel,
            int width,
            Args args,
            Function<Node, String> names,
            Optional<String> first) {
        if (kernel.size() == 1 || kernel.nodes().get(0).isMatrix()) {
            return;
        }
        List<Arg> all = List.copyOf(args.all());
        List<VectorPass> passes = VectorPass.vectors(width, ScalarType.FLOAT);
        if (all.size() > MOST_ARGUMENTS && passes.stream().anyMatch(VectorPass::rest)) {
            return;
        }
        List<VectorElementwiseBody> bodies = new ArrayList<>();
        for (VectorPass pass : passes) {
            bodies.add(body(kernel, args, names, first, pass));
        }
        if (bodies.stream().allMatch(VectorElementwise::isWritten)) {
            library.override(method, KernelLibrary.parameters(all), () -> loops(method, width, passes, bodies, all));
        }
    }

    /**
     * Whether a kernel can be one pass over vectors.
     *
     * @param args of nobody else, since they get what the kernel needs
     */
    public boolean fits(Kernel.Elementwise kernel, int width, Args args, Function<Node, String> names) {
        return VectorPass.vectors(width, ScalarType.FLOAT).stream()
                        .map(pass -> body(kernel, args, names, Optional.empty(), pass))
                        .allMatch(
                                body -> isWritten(body) && body.text().bytesToConversion() <= MOST_BYTES_TO_CONVERSION)
                && args.all().size() <= MOST_ARGUMENTS - SCRATCH;
    }

    private VectorElementwiseBody body(
            Kernel.Elementwise kernel,
            Args args,
            Function<Node, String> names,
            Optional<String> first,
            VectorPass pass) {
        List<String> taken = args.all().stream().map(Arg::name).toList();
        VectorText text = new VectorText(library, new Distinct("", taken));
        return new VectorElementwiseBody(kernel, args, names, first, pass, text);
    }

    private static boolean isWritten(VectorElementwiseBody body) {
        return body.write() && body.text().bytes() <= MOST_BYTES;
    }

    /** The pass for the rest is a method of its own: two bodies in one would be too long. */
    private CodeBlock loops(
            String method, int width, List<VectorPass> passes, List<VectorElementwiseBody> bodies, List<Arg> args) {
        CodeBlock.Builder code = CodeBlock.builder();
        code.addStatement("int j = 0");
        for (int i = 0; i < passes.size(); i++) {
            VectorElementwiseBody body = bodies.get(i);
            if (passes.get(i).rest()) {
                List<ParameterSpec> parameters = new ArrayList<>(KernelLibrary.parameters(args));
                parameters.add(KernelLibrary.parameter(TypeName.INT, "j"));
                String rest = library.method(
                        method + "Rest",
                        "the same for the last eight columns, from j on",
                        parameters,
                        CodeBlock.builder()
                                .add(body.text().before())
                                .add(body.text().each())
                                .build());
                code.add(passes.get(i).head(width))
                        .addStatement(
                                "$L($L, j)",
                                rest,
                                String.join(", ", args.stream().map(Arg::name).toList()))
                        .endControlFlow();
            } else {
                code.add(body.text().before())
                        .add(passes.get(i).head(width))
                        .add(body.text().each())
                        .endControlFlow();
            }
        }
        return code.build();
    }
}
