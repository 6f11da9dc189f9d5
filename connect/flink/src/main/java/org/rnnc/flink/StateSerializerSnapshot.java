// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a checkpoint says of the states in it: version, model, fingerprint, precision, and where which numbers lie. For Flink. */
public final class StateSerializerSnapshot implements TypeSerializerSnapshot<RunningState> {
    private static final Logger LOG = LoggerFactory.getLogger(StateSerializerSnapshot.class);
    private static final int VERSION = 1;

    private @Nullable StateSerializer serializer;

    /** Made by Flink, which then has it read itself. */
    public StateSerializerSnapshot() {}

    StateSerializerSnapshot(StateSerializer serializer) {
        this.serializer = serializer;
    }

    private StateSerializer serializer() {
        return Objects.requireNonNull(serializer, "serializer");
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        serializer().layout().write(out);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException("the states in this checkpoint are of version " + readVersion + ", expected "
                    + VERSION + ": they are of a newer rnnc-flink");
        }
        serializer = StateSerializer.ofLayout(StateLayout.read(in));
    }

    @Override
    public TypeSerializer<RunningState> restoreSerializer() {
        return serializer();
    }

    @Override
    public TypeSerializerSchemaCompatibility<RunningState> resolveSchemaCompatibility(
            TypeSerializerSnapshot<RunningState> oldSnapshot) {
        if (!(oldSnapshot instanceof StateSerializerSnapshot old)) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        StateLayout now = serializer().layout();
        StateLayout before = old.serializer().layout();
        if (now.equals(before)) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        String change = "states of model " + before.model() + " with fingerprint " + before.fingerprint() + ", now "
                + now.model() + " with " + now.fingerprint();
        if (serializer().evolution() == Evolution.REFUSE) {
            LOG.error("The checkpoint has {}: refused. An Evolution says what else may become of them.", change);
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        LOG.warn("The checkpoint has {}: {}.", change, serializer().evolution());
        return TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }
}
