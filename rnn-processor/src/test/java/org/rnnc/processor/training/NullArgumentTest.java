// SPDX-License-Identifier: Apache-2.0
package org.rnnc.processor.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rnnc.processor.support.CompiledModel;
import org.rnnc.runtime.annotation.Precision;
import org.rnnc.runtime.inspection.CellStep;
import org.rnnc.runtime.inspection.GradientByLag;
import org.rnnc.runtime.io.NameMap;
import org.rnnc.runtime.io.Safetensors;
import org.rnnc.runtime.io.SafetensorsWriter;
import org.rnnc.runtime.io.StateBytes;
import org.rnnc.runtime.model.Batch;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Predictor;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.runtime.random.RandomSource;
import org.rnnc.runtime.random.Sampling;
import org.rnnc.runtime.text.Generator;
import org.rnnc.runtime.text.Stop;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.training.Checkpoints;
import org.rnnc.training.Goal;
import org.rnnc.training.ReduceOnPlateau;
import org.rnnc.training.Resumable;
import org.rnnc.training.Schedule;
import org.rnnc.training.TokenWindows;
import org.rnnc.training.TrainingListener;
import org.rnnc.training.TrainingListeners;
import org.rnnc.training.TrainingLoop;
import org.rnnc.training.Validation;
import org.rnnc.training.WindowSource;
import org.rnnc.training.data.Table;
import org.rnnc.training.metric.Evaluation;
import org.rnnc.training.metric.Metrics;

/**
 * Every public method of the runtime and of a generated class is called with a null for each of its arguments in turn, the
 * others being as they should: the exception is one of ours, and has the argument's name.
 */
class NullArgumentTest {
    /** Where null means something, as the documentation says, and records that only the runtime makes. */
    private static final Set<String> MAY_BE_NULL = Set.of(
            "lengths",
            "ids",
            "states",
            "Tensor.of afterWrite",
            "Result.<init> end",
            "Result.<init> elapsed",
            "Result.<init> problem");

    private static final String LETTERS = """
            input  x: token<4>
            output next = x |> rnn(3) |> dense(4) |> softmax
            loss   crossEntropy(next)
            train { window 2; optimizer sgd(rate = 0.1); observe rnn.h }
            """;

    @TempDir
    Path folder;

    private final StreamingModel model = model(LETTERS);
    private final Trainer trainer = model.newTrainer();
    private final Predictor predictor = model.newPredictor(2, 1);
    private final Map<Class<?>, Object> values = new HashMap<>();
    private final Map<String, Object> special = new HashMap<>();
    private final Set<String> wrong = new TreeSet<>();
    private int tried;

    private static StreamingModel model(String text) {
        return (StreamingModel) CompiledModel.of(text, "-parameters").create(1);
    }

    private void fill() throws IOException {
        WindowSource source = new TokenWindows(model.info(), new int[] {0, 1, 2, 3, 0, 1, 2});
        Checkpoints checkpoints = new Checkpoints(trainer, folder);
        Generator generator =
                Generator.of(model, Sampling.of(4), RandomSource.of(1)).read(0);
        ReduceOnPlateau plateau = new ReduceOnPlateau(Schedule.constant(0.1), Goal.MINIMIZE, 0.5, 3);
        Validation validation = new Validation(1, Goal.MINIMIZE, () -> 1);
        StreamingModel cell = model("""
                input  x: vector<2>
                output y = x |> rnn(3)
                loss   linear(y)
                train { window 1; optimizer sgd(rate = 0.1) }
                """);
        Path file = folder.resolve("file");
        new SafetensorsWriter().add("name", model.parameters().get(0)).write(file);
        for (Object value : new Object[] {
            model,
            trainer,
            predictor,
            model.newSession(),
            model.newState(),
            model.info(),
            Batch.zeros(model.info()),
            model.parameters().get(0),
            source,
            checkpoints,
            generator,
            generator.snapshot(),
            generator.write(3),
            plateau,
            validation,
            new CellStep(cell),
            StateBytes.of(model),
            StateBytes.of(model).write(model.newState()),
            ByteBuffer.allocate(1000),
            new ByteArrayInputStream(new byte[0]),
            new ByteArrayOutputStream(),
            GradientByLag.fromLastStep(trainer.valueGradients("rnn.h")),
            Safetensors.read(file),
            new SafetensorsWriter(),
            new Evaluation(model),
            Metrics.accuracy(4),
            Sampling.of(4),
            RandomSource.of(1),
            Vocabulary.ofCharacters("name"),
            TrainingLoop.over(trainer, source).epochs(1),
            NameMap.pytorch(),
            new TrainingListener.Progress(0, 1, 1, Duration.ZERO),
            Duration.ZERO,
            DataSpec.Kind.TOKEN,
            Precision.FLOAT,
            Goal.MINIMIZE,
            "name",
            new int[] {1},
            new long[] {1},
            new float[] {0.25f, 0.25f, 0.25f, 0.25f},
            new double[] {0.25, 0.25, 0.25, 0.25},
            new Object[0],
            new String[] {"name"},
            new RandomSource[] {RandomSource.of(1)},
            folder.resolve("other")
        }) {
            values.put(value.getClass(), value);
        }
        values.put(int.class, 1);
        values.put(long.class, 1L);
        values.put(double.class, 0.5);
        values.put(boolean.class, true);
        values.put(Map.class, Map.of());
        values.put(List.class, List.of("name"));
        values.put(Object.class, new int[] {1});
        values.put(Schedule.class, Schedule.constant(0.1));
        values.put(Resumable.class, validation);
        values.put(Stop.class, Stop.at(1));
        values.put(DoubleSupplier.class, (DoubleSupplier) () -> 1);
        values.put(IntToDoubleFunction.class, (IntToDoubleFunction) window -> 1);
        values.put(IntConsumer.class, (IntConsumer) token -> {});
        values.put(Consumer.class, (Consumer<Object>) report -> {});
        values.put(Table.class, Table.ofRows(List.of("name"), new double[][] {{1}, {2}}));
        values.put(double[][].class, new double[][] {{1}});
        values.put(Supplier.class, (Supplier<Object>)
                () -> List.of(new double[] {1}).iterator());
        values.put(TrainingListener.class, (TrainingListener) progress -> true);
        values.put(TrainingListeners.Action.class, (TrainingListeners.Action) progress -> {});
        special.put("of data", new Object[] {new int[2], new int[2]});
        special.put("input name", "x");
        special.put("input array", new int[2]);
        special.put("target name", "next");
        special.put("target array", new int[2]);
        special.put("targetIndex name", "next");
        special.put("step states", new State[] {model.newState()});
        special.put("step inputs", new Object[] {new int[1]});
        special.put("step outputs", new Object[] {new float[4]});
        special.put("forward inputs", Map.of("x", new double[2]));
        special.put("run inputs", special.get("step inputs"));
        special.put("run outputs", special.get("step outputs"));
        special.put("run x", new int[1]);
        special.put("read name", "next");
        special.put("read values", new float[4]);
        special.put("values name", "next");
        special.put("find tensors", model.parameters());
        special.put("measure output", "next");
        special.put("of output", "next");
        special.put("restore state", RandomSource.of(1).state());
        special.put("add predictions", new float[4]);
    }

    private Object value(Executable called, Parameter parameter) {
        String place = called.getName() + " " + parameter.getName();
        if (special.containsKey(place) && parameter.getType().isInstance(special.get(place))) {
            return special.get(place);
        }
        if (parameter.getName().endsWith("From")) {
            return 0;
        }
        if (parameter.getType() == int[].class && List.of("x", "nextTarget").contains(parameter.getName())) {
            return new int[2];
        }
        return value(parameter.getType());
    }

    private Object value(Class<?> type) {
        Object exact = values.get(type);
        return exact != null
                ? exact
                : values.values().stream().filter(type::isInstance).findFirst().orElse(null);
    }

    @Test
    void theArgumentIsNamed() throws Exception {
        fill();
        for (Class<?> type : classes()) {
            Stream.concat(Stream.of(type.getDeclaredConstructors()), Stream.of(type.getDeclaredMethods()))
                    .filter(called -> Modifier.isPublic(called.getModifiers())
                            && !called.isSynthetic()
                            && !Modifier.isAbstract(called.getModifiers())
                            && !List.of("equals", "valueOf").contains(called.getName()))
                    .forEach(called -> tryNulls(type, called));
        }
        assertEquals("", String.join("\n", wrong));
        assertTrue(tried > 150, "only " + tried + " were tried");
    }

    private void tryNulls(Class<?> type, Executable called) {
        Parameter[] parameters = called.getParameters();
        Object receiver = Modifier.isStatic(called.getModifiers()) ? null : value(type);
        boolean isMethod = called instanceof Method && !Modifier.isStatic(called.getModifiers());
        if (isMethod && receiver == null) {
            return;
        }
        for (int i = 0; i < parameters.length; i++) {
            String name = parameters[i].getName();
            String constructorOrMethod = called instanceof Constructor<?> ? "<init>" : called.getName();
            String place = type.getSimpleName() + "." + constructorOrMethod + " " + name;
            if (!parameters[i].getType().isPrimitive() && !MAY_BE_NULL.contains(name) && !MAY_BE_NULL.contains(place)) {
                tried++;
                Object[] arguments =
                        Stream.of(parameters).map(p -> value(called, p)).toArray();
                arguments[i] = null;
                check(place, name, thrown(called, receiver, arguments));
            }
        }
    }

    private static Throwable thrown(Executable called, Object receiver, Object[] arguments) {
        try {
            called.setAccessible(true);
            if (called instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else {
                ((Method) called).invoke(receiver, arguments);
            }
            return null;
        } catch (InvocationTargetException e) {
            return e.getCause();
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return new IllegalStateException("cannot be called: " + e, e);
        }
    }

    /** The JVM's own messages about null begin with what it cannot do, and may have no name. */
    private void check(String place, String name, Throwable thrown) {
        boolean ours = thrown instanceof NullPointerException || thrown instanceof IllegalArgumentException;
        String message = thrown == null ? null : thrown.getMessage();
        if (!ours
                || message == null
                || message.startsWith("Cannot ")
                || !message.matches("(?s).*\\b" + name + "\\b.*")) {
            wrong.add(place + ": " + thrown);
        }
    }

    private List<Class<?>> classes() throws Exception {
        List<Class<?>> classes = new ArrayList<>(List.of(
                model.getClass(),
                model.newSession().getClass(),
                model.newState().getClass(),
                trainer.getClass(),
                predictor.getClass()));
        URI place =
                Model.class.getProtectionDomain().getCodeSource().getLocation().toURI();
        if (Files.isDirectory(Path.of(place))) {
            addClasses(Path.of(place), classes);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(Path.of(place))) {
                addClasses(jar.getPath("/"), classes);
            }
        }
        return classes;
    }

    private static void addClasses(Path root, List<Class<?>> classes) throws IOException, ClassNotFoundException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted().toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
                if (name.startsWith("org.rnnc.runtime.")
                        && name.endsWith(".class")
                        && !name.contains(".generated.")
                        && !name.contains(".support.")) {
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                    if (isPublic(type) && !type.isAnnotation()) {
                        classes.add(type);
                    }
                }
            }
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }
}
