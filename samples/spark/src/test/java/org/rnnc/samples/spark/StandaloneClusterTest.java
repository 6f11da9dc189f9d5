// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample's job on a master and two workers, each a JVM. */
@Tag("scale")
@Timeout(600)
class StandaloneClusterTest {
    private static final int PARTS = 4;
    private static final int UPDATES = 12;

    @TempDir
    private Path folder;

    private static Experiment inOneJvm(SourceText text) throws IOException {
        SparkConf configuration =
                new SparkConf().setMaster("local[1]").setAppName("test").set("spark.ui.enabled", "false");
        try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
            Experiment experiment = new Experiment(spark, text, PARTS);
            experiment.run(UPDATES, 0);
            return experiment;
        }
    }

    @Test
    void aWorkerThatIsKilledChangesNothingButTime() throws IOException {
        SourceText text = ExperimentTest.text(folder);
        Experiment two;
        try (StandaloneCluster cluster = new StandaloneCluster(folder, 2);
                JavaSparkContext spark = cluster.connect()) {
            two = new Experiment(spark, text, PARTS);
            two.run(UPDATES / 2, 0);
            Thread killer = new Thread(() -> cluster.kill(0));
            killer.start();
            two.run(UPDATES / 2, 0);
            killer.join();
            assertEquals(1, cluster.alive());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        Experiment one = inOneJvm(text);
        assertEquals(one.parameters(), two.parameters());
        assertEquals(one.losses(), two.losses());
    }
}
