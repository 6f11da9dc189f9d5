import org.rnnc.runtime.RnnModel;

@RnnModel(file = "/etc/Weather.rnn")
interface WeatherSpec {}
