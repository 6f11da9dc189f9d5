import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(name = "Other", text = """
        input  day: vector<4>
        output tomorrow = day |> lstm(24)
        """)
interface OtherSpec {}
