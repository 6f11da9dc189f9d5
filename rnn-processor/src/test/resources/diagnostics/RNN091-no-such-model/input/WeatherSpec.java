import org.rnnc.runtime.RnnModel;

@RnnModel(file = "Weather.rnn", name = "Climate")
interface WeatherSpec {}
