import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(text = """
        input  day: vector<4>
        output tomorrow = day |> dense(4)
        output twice = tomorrow * day
        """)
interface WeatherSpec {}

class Use {
    Weather model = Weather.create(1);
}
