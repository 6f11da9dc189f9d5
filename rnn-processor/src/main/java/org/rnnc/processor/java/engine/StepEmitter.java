// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.java.ConstructorSplitter;
import org.rnnc.processor.java.kernel.EmissionContext;
import org.rnnc.processor.java.kernel.KernelEmitter;
import org.rnnc.processor.schedule.Beginning;
import org.rnnc.processor.schedule.Program;

/** What streaming runs for one sequence: its beginning, where there is something to compute, and each of its steps. */
public final class StepEmitter {
    public static final String TYPE = "Step";
    public static final String BEGINNING = "Beginning";

    private StepEmitter() {}

    static TypeSpec emit(EmissionContext context, KernelEmitter kernels) {
        Program program = context.plan().step().orElseThrow();
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The workspace of one step of one sequence.\n");
        ProgramEmitter common = new ProgramEmitter(context, kernels, program, type);
        common.addForward("run", "Computes the outputs, and the states after the step.", "step");
        new StepData(context, program, type).addToStep(common);
        common.addFields();
        return ConstructorSplitter.split(type.build());
    }

    static TypeSpec emitBeginning(EmissionContext context, KernelEmitter kernels, Beginning beginning) {
        Program program = beginning.program();
        TypeSpec.Builder type = TypeSpec.classBuilder(BEGINNING)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The workspace of what one sequence begins with.\n");
        ProgramEmitter common = new ProgramEmitter(context, kernels, program, type);
        common.addForward("run", "Computes what states start from, and what every step reads.", "begin");
        new StepData(context, program, type).addToBeginning(beginning);
        common.addFields();
        List<ParameterSpec> room = beginning.readsSequences() ? SequencesEmitter.room(program) : List.of();
        return ConstructorSplitter.split(type.build(), room);
    }
}
