import org.rnnc.runtime.RnnModel;

@RnnModel(file = "Tagger.rnn")
interface TaggerSpec {}
