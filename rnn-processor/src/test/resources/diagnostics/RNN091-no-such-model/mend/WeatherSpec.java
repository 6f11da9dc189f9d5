import org.rnnc.runtime.RnnModel;

@RnnModel(file = "Weather.rnn", name = "Weather")
interface WeatherSpec {}
