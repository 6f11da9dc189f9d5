import org.rnnc.runtime.annotation.RnnModel;

@RnnModel(file = "Tower.rnn")
interface TowerSpec {}
