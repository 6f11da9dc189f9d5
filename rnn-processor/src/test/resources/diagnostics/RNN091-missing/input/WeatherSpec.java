import org.rnnc.runtime.RnnModel;

@RnnModel(file = "Wether.rnn")
interface WeatherSpec {}
