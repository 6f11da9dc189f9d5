// SPDX-License-Identifier: Apache-2.0
package org.rnnc.samples.benchmarks;

import org.rnnc.runtime.annotation.RnnModel;

/** Asks the compiler for the networks that are timed. */
final class Models {
    private Models() {}

    @RnnModel(file = "CharRnn.rnn", name = "CharRnn")
    interface CharRnnSpec {}

    @RnnModel(file = "CharRnnBatch16.rnn", name = "CharRnnBatch16")
    interface CharRnnBatch16Spec {}

    @RnnModel(file = "CharLstm.rnn", name = "CharLstm")
    interface CharLstmSpec {}

    @RnnModel(file = "CharRnnInFull.rnn", name = "CharRnnInFull")
    interface CharRnnInFullSpec {}

    @RnnModel(file = "CharRnnDropout.rnn", name = "CharRnnDropout")
    interface CharRnnDropoutSpec {}

    @RnnModel(file = "CharRnnDropConnect.rnn", name = "CharRnnDropConnect")
    interface CharRnnDropConnectSpec {}

    @RnnModel(file = "CharGru.rnn", name = "CharGru")
    interface CharGruSpec {}

    @RnnModel(file = "Gru16.rnn", name = "Gru16")
    interface Gru16Spec {}

    @RnnModel(file = "Gru64.rnn", name = "Gru64")
    interface Gru64Spec {}

    @RnnModel(file = "Gru256.rnn", name = "Gru256")
    interface Gru256Spec {}

    @RnnModel(file = "WordsAdagrad.rnn", name = "WordsAdagrad")
    interface WordsAdagradSpec {}

    @RnnModel(file = "WordsSgd.rnn", name = "WordsSgd")
    interface WordsSgdSpec {}

    @RnnModel(file = "WordsAdam.rnn", name = "WordsAdam")
    interface WordsAdamSpec {}

    @RnnModel(file = "WordsMixed.rnn", name = "WordsMixed")
    interface WordsMixedSpec {}

    @RnnModel(file = "Trees.rnn")
    interface TreesSpec {}

    @RnnModel(file = "Translation.rnn")
    interface TranslationSpec {}
}
