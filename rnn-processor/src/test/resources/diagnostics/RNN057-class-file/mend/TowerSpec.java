import org.rnnc.runtime.RnnModel;

@RnnModel(file = "Tower.rnn")
interface TowerSpec {}
