import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(
    file = "Weather.rnn",
    text = "input day: vector<4>  output tomorrow = day |> rnn(24)")
interface WeatherSpec {}
