import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(file = "../Weather.rnn")
interface WeatherSpec {}
