// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.kernel;

import java.util.List;
import org.rnnc.processor.schedule.Program;
import org.rnnc.processor.schedule.Stage;
import org.rnnc.processor.schedule.kernel.Kernel;

/**
 * Writes the kernels of one target. It alone knows how they loop over their rows, and in which order weights lie; whoever
 * calls it knows of the schedule, and of rows of values, which are arrays of their own in every engine.
 */
public interface KernelEmitter {
    /** Made for one engine. */
    @FunctionalInterface
    interface Factory {
        KernelEmitter of(EmissionContext context);
    }

    /**
     * Writes the methods that a kernel needs, and gives the call.
     *
     * @param stage whose rows the kernel runs over
     * @param memory where its operands are, and how many rows there are
     */
    KernelCall emit(Kernel kernel, Stage.Kind stage, Memory memory);

    /** The order of the weights that the kernels read. */
    WeightOrder weights();

    /** What a call does: a kernel of the schedule, or several of them in one. */
    record Work(List<Kernel> kernels, KernelCall call) {
        public Work {
            kernels = List.copyOf(kernels);
        }

        public Work(Kernel kernel, KernelCall call) {
            this(List.of(kernel), call);
        }
    }

    /** All work of a single step, in which no stage is a loop. */
    default List<Work> emit(Program step, Memory memory) {
        return step.forward().stream()
                .flatMap(stage -> emit(stage, memory).stream())
                .toList();
    }

    /** All work of a stage; for a loop, that of one step {@code t}. */
    default List<Work> emit(Stage stage, Memory memory) {
        return stage.kernels().stream()
                .map(kernel -> emit(stage, kernel, memory))
                .toList();
    }

    /** One kernel of a stage. */
    default Work emit(Stage stage, Kernel kernel, Memory memory) {
        Stage.Kind rows = stage.kind().rowsOf(kernel.nodes().get(0).domain());
        return new Work(kernel, emit(kernel, rows, memory));
    }
}
