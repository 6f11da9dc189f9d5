// SPDX-License-Identifier: Apache-2.0
package org.rnnc.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rnnc.runtime.model.State;

/** The topology on Kafka's own test driver, held against a program without Kafka. */
class ScoringTest {
    private static final String APPLICATION = "forecasts";
    private static final String MEMORY = "memory";

    @TempDir
    private Path folder;

    private TopologyTestDriver driver(Scoring<String, Float, Float> network) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("values", Consumed.with(Serdes.String(), Serdes.Float()))
                .processValues(network)
                .to("answers", Produced.with(Serdes.String(), Serdes.Float()));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        return new TopologyTestDriver(builder.build(), properties);
    }

    private static Scoring<String, Float, Float> network(String store) {
        Scoring<String, Float, Float> onDisk = Scoring.over(Serdes.String(), new Forecasting());
        return store.equals(MEMORY) ? onDisk.store(Stores.inMemoryKeyValueStore(MEMORY)) : onDisk;
    }

    private static TestInputTopic<String, Float> values(TopologyTestDriver driver) {
        return driver.createInputTopic(
                "values", Serdes.String().serializer(), Serdes.Float().serializer());
    }

    private static List<Forecasting.Answer> answers(TopologyTestDriver driver, List<Forecasting.Answer> values) {
        TestInputTopic<String, Float> in = values(driver);
        values.forEach(value -> in.pipeInput(value.key(), value.value()));
        return driver
                .createOutputTopic(
                        "answers", new StringDeserializer(), Serdes.Float().deserializer())
                .readKeyValuesToList()
                .stream()
                .map(answer -> new Forecasting.Answer(answer.key, answer.value))
                .toList();
    }

    /** As docs/scale.md has it. */
    private static void build(StreamsBuilder builder, Serde<Float> readings, Serde<Float> scores) {
        builder.stream("readings", Consumed.with(Serdes.String(), readings))
                .processValues(Scoring.over(Serdes.String(), new Forecasting()))
                .to("scores", Produced.with(Serdes.String(), scores));
    }

    @Test
    void theTopologyOfThePageIsThisOne() throws IOException {
        StreamsBuilder builder = new StreamsBuilder();
        build(builder, Serdes.Float(), Serdes.Float());
        assertTrue(builder.build().describe().toString().contains("rnnc-states"));
        String page = Files.readString(Path.of("../../docs/scale.md"));
        String block = page.substring(page.indexOf("```java\n") + 8).split("```", 2)[0];
        String source = Files.readString(Path.of("src/test/java/org/rnnc/kafka/ScoringTest.java"));
        assertTrue(source.contains(block.strip().indent(8)), block);
    }

    /** What Kafka has of the store: the last value of each key. */
    private static List<KeyValue<String, byte[]>> changelog(TopologyTestDriver driver, String store) {
        return driver.createOutputTopic(
                        APPLICATION + "-" + store + "-changelog", new StringDeserializer(), new ByteArrayDeserializer())
                .readKeyValuesToList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rnnc-states", MEMORY})
    void answersAreThoseOfOneJvmAfterARestoreToo(String store) throws IOException {
        Forecasting.OneJvm one = new Forecasting.OneJvm();
        List<KeyValue<String, byte[]>> kept;
        try (TopologyTestDriver driver = driver(network(store))) {
            List<Forecasting.Answer> values = Forecasting.values(0, 200);
            assertEquals(one.answers(values), answers(driver, values));
            kept = changelog(driver, store);
        }
        try (TopologyTestDriver driver = driver(network(store))) {
            KeyValueStore<String, State> states = driver.getKeyValueStore(store);
            StateSerde serde = StateSerde.of(Forecast.create(2));
            kept.forEach(entry -> states.put(entry.key, serde.deserializer().deserialize("changelog", entry.value)));
            List<Forecasting.Answer> values = Forecasting.values(200, 300);
            assertEquals(one.answers(values), answers(driver, values));
        }
    }

    @Test
    void aRecordWithoutAValueEndsItsSequence() {
        try (TopologyTestDriver driver = driver(network(MEMORY))) {
            List<Forecasting.Answer> first = answers(driver, List.of(new Forecasting.Answer("a", 0.5f)));
            List<Forecasting.Answer> second = answers(driver, List.of(new Forecasting.Answer("a", 0.5f)));
            assertTrue(!first.equals(second), second::toString);
            values(driver).pipeInput("a", null);
            assertNull(driver.getKeyValueStore(MEMORY).get("a"));
            assertEquals(first, answers(driver, List.of(new Forecasting.Answer("a", 0.5f))));
        }
    }

    /** As Kafka's own handler decides, which logs and goes on here. */
    @Test
    void whatCannotBeSteppedOnLeavesTheStateAsItWas() {
        List<Forecasting.Answer> values = Forecasting.values(0, 20);
        List<Forecasting.Answer> withBad = new ArrayList<>(values);
        withBad.add(10, new Forecasting.Answer(values.get(0).key(), Float.NaN));
        try (TopologyTestDriver driver = driver(network("disk"))) {
            values(driver).pipeInput(null, 1f);
            assertEquals(new Forecasting.OneJvm().answers(values), answers(driver, withBad));
        }
    }

    @Test
    void statesOfAnotherNetworkAreRefused() {
        StateSerde serde = StateSerde.of(Forecast.create(1));
        byte[] bytes = serde.serializer().serialize("t", Forecast.create(1).newState());
        SerializationException e = assertThrows(
                SerializationException.class,
                () -> StateSerde.of(Other.create(1)).deserializer().deserialize("t", bytes));
        assertTrue(
                e.getMessage().contains("Other") && e.getMessage().contains("store of another name"), e.getMessage());
        bytes[bytes.length - 9] ^= 1;
        assertThrows(SerializationException.class, () -> serde.deserializer().deserialize("t", bytes));
        assertThrows(SerializationException.class, () -> serde.deserializer().deserialize("t", new byte[3]));
        assertNull(serde.deserializer().deserialize("t", null));
        assertNull(serde.serializer().serialize("t", null));
    }

    @Test
    void aModelThatCannotBeMadeIsSaid() {
        Scoring<String, Float, Float> none = Scoring.over(Serdes.String(), new Forecasting() {
            private static final long serialVersionUID = 1;

            @Override
            public Forecast newModel() {
                throw new StreamsException("no file forecast.safetensors");
            }
        });
        StreamsException e = assertThrows(StreamsException.class, () -> driver(none));
        assertTrue(e.getMessage().contains("no file forecast.safetensors"), e.getMessage());
    }
}
