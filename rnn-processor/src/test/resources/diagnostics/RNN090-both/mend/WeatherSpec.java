import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(text = """
        input  day: vector<4>
        output tomorrow = day |> rnn(24)
        """)
interface WeatherSpec {}
