// SPDX-License-Identifier: Apache-2.0

// Prints how VS Code's tokenizer sees files: node tokens.js GRAMMAR FILE...
const fs = require('fs');
const path = require('path');
const oniguruma = require('vscode-oniguruma');
const textmate = require('vscode-textmate');

async function grammar(file) {
  const wasm = path.join(path.dirname(require.resolve('vscode-oniguruma')), 'onig.wasm');
  await oniguruma.loadWASM(fs.readFileSync(wasm).buffer);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file),
  });
  return registry.loadGrammar('source.rnn');
}

// Under each line its words, each with the innermost scope; what has only the scope of the language is left out.
function print(rules, file) {
  let state = textmate.INITIAL;
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    console.log('> ' + line);
    const found = rules.tokenizeLine(line, state);
    state = found.ruleStack;
    for (const token of found.tokens) {
      const scope = token.scopes[token.scopes.length - 1];
      if (scope !== 'source.rnn') {
        console.log('    ' + line.substring(token.startIndex, token.endIndex).trim() + '  ' + scope);
      }
    }
  }
}

grammar(process.argv[2]).then((rules) => process.argv.slice(3).forEach((file) => print(rules, file)));
