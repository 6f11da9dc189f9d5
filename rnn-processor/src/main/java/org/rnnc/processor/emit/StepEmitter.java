// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.plan.Plan;
import org.rnnc.processor.plan.Program;

/** What streaming runs for one sequence: its beginning, where there is something to compute, and each of its steps. */
final class StepEmitter {
    static final String TYPE = "Step";
    static final String BEGINNING = "Beginning";

    private StepEmitter() {}

    static TypeSpec emit(Plan plan, FieldNames names, Numbers numbers, StageEmitter stages) {
        Program program = plan.step().orElseThrow();
        TypeSpec.Builder type = TypeSpec.classBuilder(TYPE)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The workspace of one step of one sequence.\n");
        ProgramEmitter common = new ProgramEmitter(plan, program, names, numbers, stages, type);
        common.addMethod("run", "Computes the outputs, and the states after the step.", program.forward(), "step");
        common.addFields();
        return Allocation.split(type.build());
    }

    static TypeSpec emitBeginning(Plan plan, Program program, FieldNames names, Numbers numbers, StageEmitter stages) {
        TypeSpec.Builder type = TypeSpec.classBuilder(BEGINNING)
                .addModifiers(Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The workspace of what one sequence begins with.\n");
        ProgramEmitter common = new ProgramEmitter(plan, program, names, numbers, stages, type);
        common.addMethod(
                "run", "Computes what states start from, and what every step reads.", program.forward(), "begin");
        common.addFields();
        return Allocation.split(type.build());
    }
}
