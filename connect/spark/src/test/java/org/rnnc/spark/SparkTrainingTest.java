// SPDX-License-Identifier: Apache-2.0
package org.rnnc.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rnnc.runtime.model.Model;
import org.rnnc.runtime.model.Trainer;
import org.rnnc.training.Schedule;
import org.rnnc.training.WindowSource;

/** Training in Spark's local mode, beside the same without Spark. */
class SparkTrainingTest {
    private static JavaSparkContext spark;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        spark = new JavaSparkContext(
                new SparkConf().setMaster("local[2]").setAppName("test").set("spark.ui.enabled", "false"));
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    private static Trainer trainer() {
        return new Texts().newModel().newTrainer();
    }

    private static void assertSame(double[][] expected, Model found) {
        assertTrue(Arrays.deepEquals(expected, OneJvm.numbers(found)));
    }

    @ParameterizedTest
    @CsvSource({"8, 1", "8, 2", "8, 3", "8, 8", "5, 2", "1, 1"})
    void hasTheBitsOfOneJvm(int parts, int tasks) throws IOException {
        Trainer trainer = trainer();
        SparkTraining training =
                SparkTraining.over(spark, trainer, new Texts(), parts).tasks(tasks);
        OneJvm one = new OneJvm(parts);
        for (int i = 0; i < 12; i++) {
            training.update();
            one.update();
        }
        assertEquals(12, training.updates());
        assertSame(OneJvm.numbers(one.model()), trainer.model());
    }

    /** The sums are those of other orders: that is all the difference there is. */
    @Test
    void differsFromTheUndividedBatchByRounding() throws IOException {
        Trainer trainer = trainer();
        SparkTraining training = SparkTraining.over(spark, trainer, new Texts(), 8);
        Whole whole = Whole.create(7);
        Whole.Trainer undivided = whole.newTrainer();
        WindowSource source = Texts.source(whole.info());
        double first = training.update();
        assertEquals(undivided.train(source.batch(0)), first, 1e-5);
        double last = 0;
        for (int i = 1; i < 50; i++) {
            last = training.update();
            undivided.train(source.batch(i));
        }
        assertTrue(last < 0.8 * first, first + " to " + last);
        double[][] some = OneJvm.numbers(trainer.model());
        double[][] others = OneJvm.numbers(whole);
        double difference = 0;
        double largest = 0;
        for (int i = 0; i < some.length; i++) {
            for (int k = 0; k < some[i].length; k++) {
                difference = Math.max(difference, Math.abs(some[i][k] - others[i][k]));
                largest = Math.max(largest, Math.abs(others[i][k]));
            }
        }
        System.out.println("after 50 updates: parameters up to " + largest + " differ by " + difference);
        assertTrue(difference > 0 && difference < 1e-4 * largest, difference + " of " + largest);
    }

    @Test
    void averagesWhatPartsHaveLearned() throws IOException {
        Trainer trainer = trainer();
        SparkTraining training =
                SparkTraining.over(spark, trainer, new Texts(), 2).tasks(2);
        training.average(5);
        assertEquals(5, training.updates());
        assertSame(OneJvm.averaged(5), trainer.model());
        Trainer other = trainer();
        SparkTraining alone = SparkTraining.over(spark, other, new Texts(), 2).tasks(1);
        alone.average(5);
        for (int i = 0; i < 4; i++) {
            training.average(3);
            alone.average(3);
        }
        assertSame(OneJvm.numbers(trainer.model()), other.model());
    }

    @Test
    void goesOnFromTheDriversCheckpoint() throws IOException {
        Path file = folder.resolve("training.checkpoint");
        Schedule schedule = Schedule.cosine(0.02, 0, 20);
        Trainer whole = trainer();
        SparkTraining straight =
                SparkTraining.over(spark, whole, new Texts(), 4).schedule(schedule);
        Trainer stopped = trainer();
        SparkTraining first = SparkTraining.over(spark, stopped, new Texts(), 4)
                .schedule(schedule)
                .checkpoints(file, 5);
        for (int i = 0; i < 20; i++) {
            straight.update();
        }
        for (int i = 0; i < 13; i++) {
            first.update();
        }
        Trainer again = trainer();
        SparkTraining second = SparkTraining.over(spark, again, new Texts(), 4)
                .schedule(schedule)
                .checkpoints(file, 5);
        assertEquals(10, second.updates());
        while (second.updates() < 20) {
            second.update();
        }
        assertSame(OneJvm.numbers(whole.model()), again.model());
        assertFalse(Arrays.deepEquals(OneJvm.numbers(stopped.model()), OneJvm.numbers(again.model())));
        SparkTraining other = SparkTraining.over(spark, trainer(), new Texts(), 8);
        assertTrue(assertThrows(IOException.class, () -> other.checkpoints(file, 5))
                .getMessage()
                .endsWith("expected a checkpoint of 8 parts, found 4 parts"));
    }

    @Test
    void statesThatAreCarriedAreRefused() {
        Trainer carrying = Carrying.create(1).newTrainer();
        assertThrows(IllegalArgumentException.class, () -> SparkTraining.over(spark, carrying, new Texts(), 2));
    }
}
