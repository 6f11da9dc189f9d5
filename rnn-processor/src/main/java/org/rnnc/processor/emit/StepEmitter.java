// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.emit;

import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;
import org.rnnc.processor.plan.Plan;
import org.rnnc.processor.plan.Program;

/** The streaming step: one step of one sequence. */
final class StepEmitter {
    static final String TYPE = "Step";

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
}
