import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(file = "Wether.rnn")
interface WeatherSpec {}
