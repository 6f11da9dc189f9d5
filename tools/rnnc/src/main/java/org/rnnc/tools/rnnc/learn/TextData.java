// SPDX-License-Identifier: Apache-2.0
package org.rnnc.tools.rnnc.learn;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.rnnc.runtime.model.DataSpec;
import org.rnnc.runtime.model.ModelInfo;
import org.rnnc.runtime.text.Vocabulary;
import org.rnnc.tools.rnnc.CommandException;
import org.rnnc.training.TokenWindows;
import org.rnnc.training.WindowSource;

/** A text to train on, for a model that predicts the next token. */
public final class TextData {
    private TextData() {}

    public static TrainingData of(ModelInfo info, DataOptions options) throws IOException {
        String text = read(options.data());
        if (text.isEmpty()) {
            throw new CommandException(options.data() + " is empty");
        }
        boolean isOfTokens = info.inputs().size() == 1
                && info.inputs().get(0).kind() == DataSpec.Kind.TOKEN
                && info.targets().size() == 1
                && info.targets().get(0).kind() == DataSpec.Kind.TOKEN;
        if (!isOfTokens) {
            throw new CommandException("a text is for models that read one token per step and predict one; "
                    + info.name() + " has inputs " + info.inputs() + " and targets " + info.targets());
        }
        Vocabulary vocabulary = vocabulary(text, info.inputs().get(0).size(), options.takesWords());
        int[] tokens = vocabulary.tokens(text);
        double share = options.validation();
        int cut = tokens.length - (int) Math.round(tokens.length * share);
        TokenWindows training = new TokenWindows(info, Arrays.copyOf(tokens, cut));
        Optional<WindowSource> held = share > 0
                ? Optional.of(new TokenWindows(info, Arrays.copyOfRange(tokens, cut, tokens.length)))
                : Optional.empty();
        String description = cut + " tokens to learn from, " + training.windows() + " windows"
                + (share > 0 ? "; " + (tokens.length - cut) + " held out" : "");
        return new TrainingData(training, held, held, Map.of(), DataPlan.ofText(vocabulary), description);
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new CommandException(
                    file + " is not text in UTF-8; iconv -f ISO-8859-1 -t UTF-8 makes it that, of Latin-1");
        }
    }

    private static Vocabulary vocabulary(String text, int size, boolean words) {
        Vocabulary characters = Vocabulary.ofCharacters(text);
        if (characters.size() == size) {
            return characters;
        }
        if (characters.size() > size) {
            throw new CommandException("the text has " + characters.size() + " characters, and the model takes token<"
                    + size + ">: write token<" + characters.size() + ">");
        }
        Vocabulary filled = words ? Vocabulary.ofWords(text, size) : characters;
        if (filled.size() < size) {
            throw new CommandException("the text has " + characters.size() + " characters"
                    + (words ? " and " + (filled.size() - characters.size()) + " words" : "")
                    + ", and the model takes token<" + size + ">: write token<" + filled.size() + ">"
                    + (words ? "" : ", or fill up by words: --words"));
        }
        return filled;
    }
}
