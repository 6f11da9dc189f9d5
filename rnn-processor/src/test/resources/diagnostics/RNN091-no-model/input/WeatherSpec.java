import org.rnnc.runtime.RnnModel;

@RnnModel(file = "Weather.rnn")
interface WeatherSpec {}
