// SPDX-License-Identifier: Apache-2.0
package org.rnnc.flink;

import java.time.Duration;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RpcOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests a Flink cluster of two task managers within this JVM, which all tests share. */
class Cluster implements ParameterResolver {
    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS_EACH = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** The number of the task manager that has run the longest. */
    private static int oldest;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MiniCluster.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Cluster.class))
                .computeIfAbsent(Cluster.class, key -> start(), MiniCluster.class);
    }

    /** Ends all task managers there are, one after the other, with what runs in them; others take their places. */
    static void kill(MiniCluster cluster) throws Exception {
        for (int i = 0; i < TASK_MANAGERS; i++) {
            cluster.terminateTaskManager(oldest++).get();
            cluster.startTaskManager();
        }
    }

    private static MiniCluster start() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        // A machine that stands still for a while, JVM and all, is none that has failed.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, PATIENCE);
        configuration.set(RpcOptions.ASK_TIMEOUT_DURATION, PATIENCE);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_FRACTION, 0.2f);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(TASK_MANAGERS)
                .setNumSlotsPerTaskManager(SLOTS_EACH)
                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return cluster;
    }
}
