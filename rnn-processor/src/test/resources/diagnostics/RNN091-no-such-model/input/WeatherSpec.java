import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(file = "Weather.rnn", name = "Climate")
interface WeatherSpec {}
