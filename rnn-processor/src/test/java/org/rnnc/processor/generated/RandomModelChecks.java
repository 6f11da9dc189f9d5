// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.processor.random.RandomModel;
import org.rnnc.processor.reference.WindowData;
import org.rnnc.processor.support.AllocationMeter;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.processor.support.EmittedModel;
import org.rnnc.processor.support.MethodSizes;
import org.rnnc.runtime.Session;
import org.rnnc.runtime.Slot;
import org.rnnc.runtime.State;
import org.rnnc.runtime.StreamingModel;
import org.rnnc.runtime.Trainer;

/** What holds for every model, checked for some at a time, so that javac has to start only once for them. */
final class RandomModelChecks {
    private final Map<String, Consumer<Case>> checks = new LinkedHashMap<>();
    private final Map<String, Long> nanos = new LinkedHashMap<>();
    private int slopes;
    private int kinks;
    private int models;

    /**
     * A model, compiled.
     *
     * @param single for one sequence, by the length of the window
     */
    private record Case(
            RandomModel model, CompiledModel compiled, CompiledModel precise, Map<Integer, CompiledModel> single) {
        ModelSpec spec() {
            return model.spec();
        }

        ModelRun run() {
            return new ModelRun(model.spec(), compiled.create(1));
        }
    }

    RandomModelChecks() {
        checks.put("values, gradients and updates as the interpreter's", c -> WindowComparison.compare(c.run()));
        checks.put("gradients as central differences", this::gradients);
        checks.put("steps as windows", RandomModelChecks::stream);
        checks.put(
                "each sequence as alone",
                c -> LengthsComparison.compare(
                        c.spec(), c.compiled(), c.single()::get, c.model().seed()));
        checks.put("nothing allocated", RandomModelChecks::allocation);
        checks.put("methods that the JIT compiles", c -> methods(c.compiled()));
        checks.put("the same source twice", RandomModelChecks::reproducible);
    }

    /** What fails, with all that is needed to see it again. */
    List<String> run(List<RandomModel> batch) {
        List<String> failures = new ArrayList<>();
        long start = cpu();
        List<Case> cases;
        try {
            cases = compile(batch);
        } catch (RuntimeException e) {
            failures.add("seeds " + batch.get(0).seed() + " to "
                    + batch.get(batch.size() - 1).seed() + ": " + e);
            return failures;
        }
        nanos.merge("compiling", cpu() - start, Long::sum);
        models += batch.size();
        for (Case one : cases) {
            checks.forEach((name, check) -> {
                long began = cpu();
                try {
                    check.accept(one);
                } catch (RuntimeException | LinkageError | AssertionError e) {
                    failures.add(describe(one.model(), name, e));
                }
                nanos.merge(name, cpu() - began, Long::sum);
            });
        }
        return failures;
    }

    private static List<Case> compile(List<RandomModel> batch) {
        List<ModelSpec> specs = new ArrayList<>();
        for (RandomModel model : batch) {
            specs.add(model.spec());
            specs.add(model.precise());
            for (int window : LengthsComparison.singleWindows(model.spec(), model.seed())) {
                specs.add(LengthsComparison.single(model.spec(), window));
            }
        }
        Iterator<CompiledModel> all = CompiledModel.ofAll(specs).iterator();
        List<Case> cases = new ArrayList<>();
        for (RandomModel model : batch) {
            CompiledModel compiled = all.next();
            CompiledModel precise = all.next();
            Map<Integer, CompiledModel> single = new HashMap<>();
            for (int window : LengthsComparison.singleWindows(model.spec(), model.seed())) {
                single.put(window, all.next());
            }
            cases.add(new Case(model, compiled, precise, single));
        }
        return cases;
    }

    private void gradients(Case one) {
        RandomModel model = one.model();
        ModelSpec spec = model.precise();
        int[] lengths = model.seed() % 2 == 0
                ? null
                : new SplittableRandom(model.seed())
                        .ints(spec.training().batch(), 0, spec.training().window() + 1)
                        .toArray();
        Probe.Sample sample = new Probe(one.precise().create(1), model.seed(), lengths).sample(4, 1e-6);
        slopes += sample.checked();
        kinks += sample.kinks();
        if (sample.kinks() > 0) {
            System.out.println("seed " + model.seed() + " " + sample.kinks() + " of " + sample.checked());
        }
        assertEquals(List.of(), sample.problems());
    }

    private static void stream(Case one) {
        ModelRun run = one.run();
        if (run.model() instanceof StreamingModel) {
            StreamComparison.compare(run);
        }
    }

    private static void allocation(Case one) {
        ModelRun run = one.run();
        WindowData data = WindowData.random(
                one.spec().graph(),
                one.spec().training().window(),
                one.spec().training().batch(),
                8);
        Object[] arrays = run.arrays(data);
        Trainer trainer = run.trainer();
        nothing("a trainer's step", () -> trainer.step(arrays));
        nothing("a trainer's loss", () -> trainer.loss(arrays));
        nothing("a trainer's gradients", () -> trainer.gradients(arrays));
        if (run.model() instanceof StreamingModel model) {
            Session session = model.newSession();
            State state = model.newState();
            Object[] perSequence = data(run, model.info().inputs().stream().filter(slot -> !slot.perStep()));
            Object[] inputs = data(run, model.info().inputs().stream().filter(Slot::perStep));
            Object[] outputs = data(run, model.info().outputs().stream());
            nothing("a session's start", () -> session.start(state, perSequence));
            nothing("a session's step", () -> session.step(state, inputs, outputs));
        }
    }

    /** A datum for each slot. */
    private static Object[] data(ModelRun run, Stream<Slot> slots) {
        return slots.map(slot -> slot.kind() == Slot.Kind.TOKEN ? new int[1] : run.array(new double[slot.size()]))
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

    private static void reproducible(Case one) {
        String own = one.compiled().type().getPackageName();
        assertEquals(
                one.compiled().sources(),
                EmittedModel.sources(one.model().again().get(), own));
    }

    private static String describe(RandomModel model, String check, Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        String text = e.toString().lines().limit(3).reduce("", (a, b) -> a + "\n  " + b);
        return "not " + check + ":" + text.substring(0, Math.min(text.length(), 800))
                + (e instanceof AssertionError || trace.length == 0 ? "" : "\n  at " + trace[0])
                + "\n-Dtest=RandomModelsTest -Dfuzz.models=1 -Dfuzz.seed=" + model.seed() + "\n" + model.text();
    }

    /** At most one slope in a hundred may be at a kink. */
    void assertFewKinks() {
        assertTrue(kinks <= slopes / 100, () -> kinks + " kinks in " + slopes + " slopes");
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    String summary() {
        StringBuilder text = new StringBuilder(models + " models; " + kinks + " kinks in " + slopes + " slopes; ms:");
        nanos.forEach((name, time) -> text.append(" ")
                .append(name)
                .append(" ")
                .append(time / 1_000_000)
                .append(";"));
        return text.toString();
    }
}
