import org.rnnc.runtime.RnnModel;

@RnnModel(text = """
        input  day: vector<4>
        output tomorrow = day |> rnn(24)
        """)
interface WeatherSpec {}
