// SPDX-License-Identifier: Apache-2.0
package org.rnnc.runtime.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.rnnc.fixtures.FakeModel;
import org.rnnc.runtime.annotation.Precision;

class SummaryTest {
    @Test
    void hasARowForEachParameter() {
        assertEquals("""
                Fake(x: vector<1>) -> x: vector<1>; 14 parameters in double
                layer   parameter  shape   numbers  bytes
                rnn     weight     [4][3]       12     96
                        bias       [2]           2     16
                in all                          14    112""", FakeModel.of(Precision.DOUBLE).describe().replace("\r\n", "\n"));
    }

    @Test
    void aTrainerTellsWhereItStands() {
        Trainer trainer = FakeModel.of(Precision.FLOAT).newTrainer();
        trainer.update();
        assertEquals("a trainer of Fake; 1 updates, learning rate 0.01", trainer.summary());
    }
}
