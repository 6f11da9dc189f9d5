// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.standalone.MethodSizes;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.Batches;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.Session;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;

/** What holds for every model, checked for some at a time, so that javac has to start only once for them. */
final class RandomModelChecks {
    private static final int HASHED_WINDOWS = 4;
    private static final int POINTS = 4;

    private final Map<String, Consumer<RandomCase>> checks = new LinkedHashMap<>();
    private final RandomModelReport report;

    RandomModelChecks(RandomModelReport report) {
        this.report = report;
        checks.put("values, gradients and updates as the interpreter's", this::interpreter);
        checks.put("gradients as central differences", this::gradients);
        checks.put("steps as windows", this::stream);
        checks.put("each sequence as alone", this::lengths);
        checks.put(
                "predictions as windows and steps",
                c -> PredictorComparison.compare(c.run(), c.model().seed()));
        checks.put("nothing allocated", RandomModelChecks::allocation);
        checks.put("methods that the JIT compiles", c -> methods(c.compiled()));
        checks.put("the same source twice", RandomModelChecks::reproducible);
        checks.put("the same bits after training", this::hash);
        checks.put("the same bits with looks in between", RandomModelChecks::looks);
    }

    void run(List<RandomModel> models) {
        long start = RandomModelReport.cpu();
        List<RandomCase> cases;
        try {
            cases = RandomCase.compile(models);
        } catch (RuntimeException e) {
            report.failed(models, e);
            return;
        }
        report.models(models, start);
        for (RandomCase one : cases) {
            checks.forEach((name, check) -> {
                long began = RandomModelReport.cpu();
                try {
                    check.accept(one);
                } catch (RuntimeException | LinkageError | AssertionError e) {
                    report.failed(one.model(), name, e);
                }
                report.time(name, began);
            });
        }
    }

    private void gradients(RandomCase one) {
        RandomModel model = one.model();
        ModelSpec spec = model.precise();
        int[] lengths = model.seed() % 2 == 0
                ? null
                : new SplittableRandom(model.seed())
                        .ints(spec.training().batch(), 0, spec.training().window() + 1)
                        .toArray();
        // A kink in one place is seen along all slopes that lead there: then it is other numbers' turn.
        for (int i = 0; i < POINTS; i++) {
            Probe.Sample sample =
                    new Probe(one.precise().create(1), model.seed() + 1_000_003L * i, lengths).sample(4, 1e-6);
            report.slopes(model, sample);
            if (sample.kinks() == 0) {
                assertEquals(List.of(), sample.problems());
                return;
            }
        }
        throw new AssertionError("kinks at each of " + POINTS + " points");
    }

    private void stream(RandomCase one) {
        ModelRun run = one.run();
        if (one.model().steps() && run.model() instanceof StreamingModel) {
            StreamComparison.compare(run);
            report.count("streaming");
        }
    }

    private void interpreter(RandomCase one) {
        withoutTies(
                one,
                () -> WindowComparison.compare(one.run()),
                exact -> WindowComparison.compare(
                        new ModelRun(exact, CompiledModel.of(exact).create(1))));
    }

    private void lengths(RandomCase one) {
        long seed = one.model().seed();
        withoutTies(
                one,
                () -> {
                    if (LengthsComparison.compare(one.spec(), one.compiled(), one.single()::get, seed)) {
                        report.count("apart");
                    }
                },
                exact -> LengthsComparison.compare(
                        exact,
                        CompiledModel.of(exact),
                        window -> CompiledModel.of(LengthsSpecs.single(exact, window)),
                        seed));
    }

    /**
     * In float two numbers can be equal that are not so to the interpreter (a state that was clipped at 0.1 in the window
     * before, say), and the larger one has the gradient. Then the same model in double has the say.
     */
    private void withoutTies(RandomCase one, Runnable check, Consumer<ModelSpec> inDouble) {
        try {
            check.run();
        } catch (AssertionError e) {
            ModelSpec spec = one.spec();
            if (spec.precision() == ModelSpec.Precision.DOUBLE) {
                throw e;
            }
            report.tie(one.model(), e);
            inDouble.accept(new ModelSpec(
                    spec.name(),
                    spec.documentation(),
                    spec.equations(),
                    ModelSpec.Precision.DOUBLE,
                    spec.graph(),
                    spec.training(),
                    spec.span()));
        }
    }

    private void hash(RandomCase one) {
        report.hash(one.model(), TrainingHash.of(one.compiled().create(5), HASHED_WINDOWS));
    }

    private static void looks(RandomCase one) {
        assertEquals(
                TrainingHash.of(one.compiled().create(5), HASHED_WINDOWS),
                TrainingHash.ofLooking(one.compiled().create(5), HASHED_WINDOWS));
    }

    private static void allocation(RandomCase one) {
        ModelRun run = one.run();
        WindowData data = WindowData.random(
                one.spec().graph(),
                one.spec().training().window(),
                one.spec().training().batch(),
                8);
        Object[] arrays = run.arrays(data);
        Trainer trainer = run.trainer();
        Batch batch = Batches.of(trainer, arrays);
        nothing("a trainer's step", () -> trainer.train(batch));
        nothing("a trainer's loss", () -> trainer.evaluate(batch));
        nothing("a trainer's gradients", () -> trainer.gradients(batch));
        if (run.model() instanceof StreamingModel model) {
            Session session = model.newSession();
            State state = model.newState();
            Object[] perSequence = data(run, model.info().inputs().stream().filter(spec -> !spec.perStep()));
            Object[] inputs = data(run, model.info().inputs().stream().filter(DataSpec::perStep));
            Object[] outputs = data(run, model.info().outputs().stream());
            nothing("a session's start", () -> session.start(state, perSequence));
            nothing("a session's step", () -> session.step(state, inputs, outputs));
        }
        prediction(run, data);
    }

    private static void prediction(ModelRun run, WindowData data) {
        Predictor predictor = run.model().newPredictor(data.steps(), data.batch());
        Object[] inputs = PredictorComparison.inputs(run, data);
        Object[] outputs = PredictorComparison.outputs(run, data.steps(), data.batch());
        int[] full = new int[data.batch()];
        int[] cut = new int[data.batch()];
        Arrays.fill(full, data.steps());
        nothing("a predictor's run", () -> {
            predictor.run(data.steps(), data.batch(), full, null, inputs, outputs);
            predictor.run(data.steps(), data.batch(), cut, null, inputs, outputs);
        });
    }

    /** A datum for each spec. */
    private static Object[] data(ModelRun run, Stream<DataSpec> specs) {
        return specs.map(spec -> spec.kind() == DataSpec.Kind.TOKEN ? new int[1] : run.array(new double[spec.size()]))
                .toArray();
    }

    private static void nothing(String what, Runnable work) {
        assertEquals(0, AllocationMeter.bytes(30, 20, work), what);
    }

    private static void methods(CompiledModel model) {
        model.classes()
                .forEach(
                        (name, bytes) -> assertTrue(MethodSizes.largest(bytes) <= MethodSizes.HUGE_METHOD_LIMIT, name));
    }

    private static void reproducible(RandomCase one) {
        String own = one.compiled().type().getPackageName();
        assertEquals(
                one.compiled().sources(),
                EmittedModel.sources(one.model().again().get(), own));
    }
}
