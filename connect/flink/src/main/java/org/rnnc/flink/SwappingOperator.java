// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.rnnc.records.Steps;
import org.rnnc.runtime.io.ParameterFile;
import org.rnnc.runtime.model.StreamingModel;

/**
 * The same with parameters that come in while the job runs, the bytes of a parameter file each. They are part of a checkpoint,
 * so that the job goes on with the ones it had. What cannot be loaded is said in the log and counted, and the job goes on as it was.
 */
final class SwappingOperator<I, O> extends ManyKeysOperator<I, O> implements TwoInputStreamOperator<I, byte[], O> {
    private static final long serialVersionUID = 1;

    private static final MapStateDescriptor<Integer, byte[]> PARAMETERS =
            new MapStateDescriptor<>("rnnc-parameters", IntSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

    /** There is one entry. */
    private static final int LAST = 0;

    private transient @Nullable BroadcastState<Integer, byte[]> last;
    private transient @Nullable Counter refused;

    SwappingOperator(Steps<I, O> steps, Together together, Evolution evolution) {
        super(steps, together, evolution);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        last = context.getOperatorStateStore().getBroadcastState(PARAMETERS);
    }

    @Override
    public void open() throws Exception {
        refused = getMetricGroup().counter("parametersRefused");
        super.open();
    }

    @Override
    StreamingModel model() throws Exception {
        byte[] parameters = Objects.requireNonNull(last, "last").get(LAST);
        StreamingModel model = super.model();
        if (parameters != null) {
            ParameterFile.load(model, new ByteArrayInputStream(parameters));
        }
        return model;
    }

    @Override
    public void processElement1(StreamRecord<I> record) throws Exception {
        take(record);
    }

    @Override
    public void processElement2(StreamRecord<byte[]> parameters) throws Exception {
        StreamingModel model = super.model();
        try {
            ParameterFile.load(model, new ByteArrayInputStream(parameters.getValue()));
        } catch (IOException e) {
            Objects.requireNonNull(refused, "refused").inc();
            LOG.error("Parameters were refused, the job goes on with those it has: {}", e.getMessage());
            return;
        }
        Objects.requireNonNull(last, "last").put(LAST, parameters.getValue());
        swap(model);
    }
}
