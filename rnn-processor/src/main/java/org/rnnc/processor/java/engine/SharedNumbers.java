// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.java.engine;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import org.rnnc.dsl.graph.Parameter;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;
import org.rnnc.processor.java.DataParameter;
import org.rnnc.processor.java.RuntimePackages;
import org.rnnc.processor.java.ScalarType;
import org.rnnc.processor.java.StackedTensors;
import org.rnnc.processor.java.kernel.FieldNames;
import org.rnnc.processor.schedule.Plan;

/**
 * The numbers that an update works out once and uses for many parameters, in one array: those of the model's own rule,
 * then those of each other rule, then what each tensor is clipped by.
 */
final class SharedNumbers {
    static final String FIELD = "shared";

    /** What the last update clipped by: the norm, or the sum of squares of all tensors; finite if all of them are. */
    static final String NORM = "norm";

    private final Training training;
    private final ScalarType numbers;
    private final List<Optimizer> rules;
    private final List<String> tensors;
    private final TreeMap<Integer, CodeBlock> needed = new TreeMap<>();
    private final FieldNames names;
    private final Map<Optimizer, String> momenta = new LinkedHashMap<>();

    SharedNumbers(Plan plan, FieldNames names, ScalarType numbers) {
        this.names = names;
        this.training = plan.model().training();
        this.numbers = numbers;
        Set<Optimizer> distinct = new LinkedHashSet<>(List.of(training.optimizer()));
        distinct.addAll(training.parameters().optimizers().values());
        this.rules = List.copyOf(distinct);
        this.tensors = List.copyOf(StackedTensors.byTensor(plan.model().graph()).keySet());
    }

    /** The model's own rule, then the others. */
    List<Optimizer> rules() {
        return rules;
    }

    /** How many numbers there may be. */
    int count() {
        int ofRules = rules.size() * OptimizerRule.Scalar.values().length;
        return clipsTensors() ? ofRules + tensors.size() : ofRules;
    }

    boolean clipsTensors() {
        return training.normClip()
                .filter(clip -> clip.kind() == Training.Clip.Kind.TENSOR_NORM)
                .isPresent();
    }

    /** The place of a number that the update of {@code parameter} uses; from now on it is worked out. */
    int need(OptimizerRule.Scalar scalar, Parameter parameter) {
        if (scalar == OptimizerRule.Scalar.CLIP) {
            return clipsTensors() ? ofTensor(parameter.tensorName()) : ofAll();
        }
        Optimizer rule = training.optimizerOf(parameter.index());
        int place = rules.indexOf(rule) * OptimizerRule.Scalar.values().length + scalar.ordinal();
        needed.put(place, set(place, value(scalar, rule)));
        return place;
    }

    /** The place of what the gradient of a tensor is multiplied by. */
    int ofTensor(String tensor) {
        return rules.size() * OptimizerRule.Scalar.values().length + tensors.indexOf(tensor);
    }

    private int ofAll() {
        int place = OptimizerRule.Scalar.CLIP.ordinal();
        CodeBlock norm = CodeBlock.of("$L = gradientNorm();\n", NORM);
        needed.put(place, CodeBlock.join(List.of(norm, set(place, factor(CodeBlock.of(NORM)))), ""));
        return place;
    }

    /** What brings a gradient of the 2-norm {@code norm} within the limit, as PyTorch works it out. */
    CodeBlock factor(CodeBlock norm) {
        return CodeBlock.of(
                "$T.min(1, $L / ($L + 1e-6))",
                Math.class,
                training.normClip().orElseThrow().limit(),
                norm);
    }

    /** The statements that work out what is needed; those of single tensors are not among them. */
    List<CodeBlock> emit() {
        return new ArrayList<>(needed.values());
    }

    private CodeBlock value(OptimizerRule.Scalar scalar, Optimizer rule) {
        return switch (scalar) {
            case RATE -> rate("rate", rule);
            case CORRECTION1 -> correction(rule, "beta1");
            case CORRECTION2 -> correction(rule, "beta2");
            case GRADIENT_SHARE -> CodeBlock.of("$L.ofGradient(update)", momenta(rule));
            case MEAN_SHARE -> CodeBlock.of("$L.ofMean(update)", momenta(rule));
            case RECTIFICATION -> rectification(rule, "factor");
            case ADAPTIVE ->
                rectification(rule, "isAdaptive").toBuilder().add(" ? 1 : 0").build();
            case CLIP -> throw new IllegalArgumentException("no rule has a " + scalar + " of its own");
        };
    }

    /** Refuses a rate that would be infinite in the model's precision, the model's own or that of another rule. */
    CodeBlock checkRates() {
        String check = numbers == ScalarType.FLOAT ? "floatRate" : "rate";
        CodeBlock.Builder code = CodeBlock.builder();
        for (Optimizer rule : rules) {
            boolean isOwn = rule.equals(training.optimizer());
            String what = isOwn ? "learningRate" : "rate of the optimizer whose own is " + rule.option("rate");
            code.addStatement("$T.$L($S, $L)", DataParameter.ARGUMENTS, check, what, rate("learningRate", rule));
        }
        return code.build();
    }

    /** The rates of other rules keep their ratio to that of the model's own, which can be changed. */
    private CodeBlock rate(String own, Optimizer rule) {
        return rule.equals(training.optimizer())
                ? CodeBlock.of(own)
                : CodeBlock.of("$L / $L * $L", own, training.optimizer().option("rate"), rule.option("rate"));
    }

    private static CodeBlock correction(Optimizer rule, String option) {
        return CodeBlock.of(
                "1 - $T.power($L, update)", ClassName.get(RuntimePackages.MATH, "Powers"), rule.option(option));
    }

    private static CodeBlock rectification(Optimizer rule, String method) {
        return CodeBlock.of(
                "$T.$L($L, update)",
                ClassName.get(RuntimePackages.GENERATED, "Rectification"),
                method,
                rule.option("beta2"));
    }

    /** What keeps the momenta of a rule, which has a field of its own. */
    private String momenta(Optimizer rule) {
        return momenta.computeIfAbsent(rule, key -> names.fresh("momenta"));
    }

    /** The fields of all that keep momenta. */
    List<FieldSpec> fields() {
        ClassName type = ClassName.get(RuntimePackages.GENERATED, "Momenta");
        List<FieldSpec> fields = new ArrayList<>();
        momenta.forEach((rule, name) -> fields.add(FieldSpec.builder(type, name, Modifier.PRIVATE, Modifier.FINAL)
                .initializer("new $T($L, $L)", type, rule.option("beta1"), rule.option("momentumDecay"))
                .build()));
        return fields;
    }

    CodeBlock set(int place, CodeBlock value) {
        if (numbers != ScalarType.FLOAT) {
            return CodeBlock.of("$L[$L] = $L;\n", FIELD, place, value);
        }
        boolean isName = value.toString().matches("\\w+");
        return CodeBlock.of(isName ? "$L[$L] = (float) $L;\n" : "$L[$L] = (float) ($L);\n", FIELD, place, value);
    }
}
