// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentTest {
    @TempDir
    private Path folder;

    /** A jar with one file, which says the same again and again. */
    static SourceText text(Path folder) throws IOException {
        Path jar = folder.resolve("sources.jar");
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
            Files.writeString(files.getPath("/A.java"), "class A {\n    int count = 0;\n}\n".repeat(1500));
        }
        return new SourceText(jar.toString());
    }

    private Experiment run(String master, SourceText text) throws IOException {
        SparkConf configuration =
                new SparkConf().setMaster(master).setAppName("test").set("spark.ui.enabled", "false");
        try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
            Experiment experiment = new Experiment(spark, text, 2);
            experiment.run(3, 0);
            return experiment;
        }
    }

    @Test
    void learnsTheSameWithOneThreadAndWithTwo() throws IOException {
        SourceText text = text(folder);
        Experiment one = run("local[1]", text);
        Experiment two = run("local[2]", text);
        assertEquals(one.parameters(), two.parameters());
        assertEquals(one.losses(), two.losses());
        assertTrue(one.losses().get(2) < one.losses().get(0) - 0.05, one.losses()::toString);
    }
}
