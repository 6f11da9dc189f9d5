import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(file = "/etc/Weather.rnn")
interface WeatherSpec {}
