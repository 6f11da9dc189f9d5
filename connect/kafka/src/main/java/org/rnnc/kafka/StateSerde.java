// SPDX-License-Identifier: Apache-2.0
package org.rnnc.kafka;

import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.rnnc.runtime.io.StateBytes;
import org.rnnc.runtime.model.State;
import org.rnnc.runtime.model.StreamingModel;

/**
 * States of a model as the values of a store or topic: as many bytes for each, with a version, the model's fingerprint and a
 * checksum, as {@link StateBytes} has them. Safe for all threads.
 */
public final class StateSerde implements Serde<State> {
    private final StateBytes bytes;
    private final State fresh;

    private StateSerde(StreamingModel model) {
        bytes = StateBytes.of(model);
        fresh = model.newState();
    }

    /**
     * Says how a model's states look.
     *
     * @param model of the states
     * @return the same for each model of equal fingerprint and precision
     */
    public static StateSerde of(StreamingModel model) {
        return new StateSerde(Objects.requireNonNull(model, "model"));
    }

    /**
     * Turns states into bytes.
     *
     * @return throws {@link SerializationException} at a state of another model, or with a number that is not finite
     */
    @Override
    public Serializer<State> serializer() {
        return this::write;
    }

    /**
     * Turns bytes into states.
     *
     * @return throws {@link SerializationException} at bytes that are damaged, or of another model
     */
    @Override
    public Deserializer<State> deserializer() {
        return this::read;
    }

    private byte @Nullable [] write(String topic, @Nullable State state) {
        if (state == null) {
            return null;
        }
        try {
            return bytes.write(state);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(topic + ": a state cannot be kept: " + e.getMessage(), e);
        }
    }

    private @Nullable State read(String topic, byte @Nullable [] source) {
        if (source == null) {
            return null;
        }
        State state = fresh.copy();
        try {
            bytes.read(source, state);
        } catch (IllegalArgumentException e) {
            throw new SerializationException(
                    topic + ": what is kept is no state of this network: " + e.getMessage()
                            + "; another network needs a store of another name",
                    e);
        }
        return state;
    }
}
