// SPDX-License-Identifier: Apache-2.0
package org.rnnc.dsl.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.dsl.graph.Start;
import org.rnnc.dsl.model.ModelSpec;
import org.rnnc.dsl.model.Optimizer;
import org.rnnc.dsl.model.Training;

/** Options of {@code train} for parts of a model. */
class ParameterOptionsTest {
    private static final String TEXT = """
            cell twice { input x: vector<m>  output y = 2 * x }
            cell stack(n) { input x: vector<m>  output y = x |> rnn(n) as inner |> twice |> dense(n) }
            model M {
              input word: token<9>
              output y = word |> embedding(5) as words |> bidirectional(rnn(3)) as tagger |> stack(4) |> twice as plain
                |> dense(9) as head |> softmax
              loss crossEntropy(y)
              train { %s }
            }
            """;

    private static ModelSpec compile(String options) {
        return Specs.compile(TEXT.formatted(options));
    }

    /** What is said of each parameter, by its name. */
    private static <T> Map<String, T> named(ModelSpec model, Map<Integer, T> byIndex) {
        Map<String, T> named = new TreeMap<>();
        byIndex.forEach((index, value) ->
                named.put(model.graph().parameters().get(index).qualifiedName(), value));
        return named;
    }

    private static Set<String> frozen(String options) {
        ModelSpec model = compile(options);
        Set<String> names = new TreeSet<>();
        model.training()
                .parameters()
                .frozen()
                .forEach(
                        index -> names.add(model.graph().parameters().get(index).qualifiedName()));
        return names;
    }

    @Test
    void aPathIsALayerOrAParameter() {
        assertEquals(Set.of("words.E"), frozen("freeze words"));
        assertEquals(Set.of("head.b", "words.E"), frozen("freeze words.E, head.b"));
        assertEquals(
                Set.of("tagger.forward.Wx", "tagger.forward.Wh", "tagger.forward.bx", "tagger.forward.bh"),
                frozen("freeze tagger.forward"));
        assertEquals(8, frozen("freeze tagger").size());
        assertEquals(Set.of("stack.inner.Wx"), frozen("freeze stack.inner.Wx"));
        assertEquals(6, frozen("freeze stack").size());
    }

    @Test
    void groupsHaveRulesOfTheirOwn() {
        ModelSpec model = compile(
                "optimizer adam(rate = 1e-3) optimizer sgd(rate = 0.1) for words, head.b optimizer lion(rate = 1) for head");
        assertEquals(Optimizer.Kind.ADAM.with(1e-3), model.training().optimizer());
        assertEquals(
                Map.of(
                        "words.E", Optimizer.Kind.SGD.with(0.1),
                        "head.b", Optimizer.Kind.SGD.with(0.1),
                        "head.W", Optimizer.Kind.LION.with(1)),
                named(model, model.training().parameters().optimizers()));
    }

    @Test
    void withoutARuleForAllTheUsualOneHolds() {
        ModelSpec model = compile("optimizer adam(rate = 1e-3) for words");
        assertEquals(Optimizer.Kind.SGD.with(0.01), model.training().optimizer());
        assertEquals(Optimizer.Kind.ADAM.with(1e-3), model.training().optimizerOf(0));
    }

    @Test
    void normsAreOfMatricesThatAreTrained() {
        ModelSpec model = compile(
                "freeze stack, tagger.reverse  maxNorm 3  maxNorm 2 for tagger  maxNorm 1 for tagger.forward.Wh");
        assertEquals(
                Map.of("words.E", 3.0, "head.W", 3.0, "tagger.forward.Wx", 2.0, "tagger.forward.Wh", 1.0),
                named(model, model.training().parameters().maxNorms()));
    }

    @Test
    void clippingOfEachTensor() {
        assertEquals(
                List.of(new Training.Clip(Training.Clip.Kind.TENSOR_NORM, 5)),
                compile("clip norm 5 per tensor").training().clips());
        assertEquals(
                List.of(new Training.Clip(Training.Clip.Kind.VALUE, 5), new Training.Clip(Training.Clip.Kind.NORM, 1)),
                compile("clip value 5, norm 1").training().clips());
    }

    private static Map<String, Start> starts(String options) {
        Map<String, Start> starts = new TreeMap<>();
        compile(options).graph().parameters().forEach(p -> starts.put(p.qualifiedName(), p.start()));
        return starts;
    }

    @Test
    void aStartForALayerIsForItsMatrices() {
        Map<String, Start> starts =
                starts("start he  start normal(0.01) for head, tagger  start identity for tagger.forward.Wh");
        Start normal = new Start(Start.Kind.NORMAL, 0.01, 0);
        assertEquals(normal, starts.get("head.W"));
        assertEquals(Start.ZEROS, starts.get("head.b"));
        assertEquals(normal, starts.get("tagger.forward.Wx"));
        assertEquals(new Start(Start.Kind.IDENTITY, 1, 0), starts.get("tagger.forward.Wh"));
        assertEquals(normal, starts.get("tagger.reverse.Wh"));
        assertEquals(new Start(Start.Kind.HE, 0, 0), starts.get("stack.dense.W"));
    }

    @Test
    void aVectorThatIsNamedStartsSo() {
        assertEquals(
                new Start(Start.Kind.CONSTANT, 2, 0),
                starts("start constant(2) for head.b").get("head.b"));
        assertEquals(
                Start.Kind.UNIFORM,
                starts("start pytorch for head").get("head.b").kind());
    }

    @Test
    void whatACellSaysItselfGivesWay() {
        ModelSpec model = Specs.compile("model M { input x: vector<3> output y = x |> irnn(4) loss mse(y)"
                + " train { start zeros for irnn } }");
        assertEquals(
                List.of(Start.ZEROS, Start.ZEROS, Start.ZEROS),
                model.graph().parameters().stream().map(p -> p.start()).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "freeze word # no layer or parameter is called `word`; there are words, tagger, stack, plain, head"
                        + "# did you mean `words`?",
                "freeze tagger.middle # no layer or parameter is called `tagger.middle`; `tagger` has forward, reverse#",
                "freeze stack.inner.Wz # no layer or parameter is called `stack.inner.Wz`;"
                        + " `stack.inner` has Wx, Wh, bx, bh # did you mean `stack.inner.Wx`?",
                "freeze head.weight # no layer or parameter is called `head.weight`; `head` has W, b"
                        + "# files have this name for head.W",
                "freeze plain # layer `plain` has no parameters #",
                "freeze head, head # `head` is named twice; the first time in line 8 #",
                "optimizer sgd(rate = 1) for head optimizer sgd(rate = 2) for head"
                        + "# `head` is named twice; the first time in line 8 #",
                "freeze words optimizer sgd(rate = 1) for words.E # `words.E` is frozen: nothing of it is trained"
                        + "# take it out of `freeze`, or out of this option",
                "maxNorm 2 for head.b # `maxNorm` is for the rows of matrices; `head.b` has none #",
                "maxNorm 0 for head # `maxNorm` is a number more than 0, not 0 #",
                "start identity for head.b # `identity` is for matrices; this is vector<9> # start zeros",
                "start normla(1) for head, words # there is no start `normla` # did you mean `normal`?",
                "clip value 5 per tensor # `clip value` limits each element, whatever tensor it is in"
                        + "# clip value 5, or clip norm 5 per tensor",
                "clip norm 5 per layer # `per` cannot be `layer` # tensor",
                "clip norm 5, norm 1 per tensor # gradients are clipped by one norm, and this is a second one"
                        + " # clip norm 5, or clip norm 5 per tensor; a value may stand before and after it",
                "optimizer rprop(rate = 1, stepMin = 2, stepMax = 1) # `stepMin`, 2, is more than `stepMax`, 1 # ",
                "optimizer rprop(rate = 1, stepMin = 60) # `stepMin`, 60, is more than `stepMax`, 50 # ",
                "optimizer rprop(rate = 1, etaPlus = 1) # `etaPlus` is a number more than 1, not 1 # ",
                "optimizer rprop(rate = 1, weightDecay = 1) # `rprop` has no option `weightDecay`"
                        + " # it is an option of sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, adamw, amsgrad,"
                        + " nadam, radam, adamax, lion",
                "maxNorm 2 maxNorm 3 # this option is given twice; the first time in line 8 #"
            })
    void mistakes(String options, String message, String hint) {
        var findings = Specs.findings(TEXT.formatted(options));
        assertEquals(1, findings.size(), findings::toString);
        assertEquals(message, findings.get(0).message());
        assertEquals(hint == null ? "" : hint, findings.get(0).hint());
    }
}
