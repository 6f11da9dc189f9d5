// SPDX-License-Identifier: Apache-2.0

/*
 * The language of .rnn files and of inline text.
 *
 * Statements need no terminator. Two facts make that work: no statement starts with anything but a word, and two
 * words or values never stand side by side inside an expression.
 *
 * Every keyword is soft: it may also be a name (see `name`). `package` and `use` alone are kept for later.
 */
grammar Rnn;

// ---- A text

/** A .rnn file. */
file : (declaration ';'?)* EOF ;

/** Inline text: own cells, then the body of a model whose name comes from outside. */
inlineFile : (cell ';'?)* (item ';'?)* EOF ;

declaration : cell | model ;

cell : cellHeader body ;

cellHeader : 'cell' name ('(' (parameter (',' parameter)*)? ')')? ;

parameter : name ('=' expression)? ;

model : modelHeader body ;

modelHeader : 'model' name ;

body : '{' (item ';'?)* '}' ;

// ---- Statements; which of them may stand in a cell and which in a model is a check, not grammar

item
    : inputItem
    | paramItem
    | stateItem
    | outputItem
    | lossItem
    | trainItem
    | precisionItem
    | equation
    ;

inputItem : 'input' declared (',' declared)* ;

declared : names ':' type frequency? ;

/** `per sequence`: one value for each sequence, not one for each step. `per word of text`: one for each step of `text`. */
frequency : 'per' name ('of' axis)? ;

/** No word of the language: after `window 25,` one says that a comma stands where options are separated. */
axis : IDENTIFIER ;

paramItem : 'param' paramGroup (',' paramGroup)* ;

/** The clauses belong to the names of their own group, not to the whole statement. */
paramGroup : names ':' type paramClause* ;

paramClause
    : 'as' name             # fileNameClause
    | 'start' expression    # startClause
    | 'if' name             # conditionClause
    ;

stateItem : 'state' stateGroup (',' stateGroup)* ;

stateGroup : names ':' type ('start' expression)? ;

outputItem : 'output' outputGroup (',' outputGroup)* ;

outputGroup : name (':' type)? frequency? ('=' expression)? ;

lossItem : 'loss' expression ;

precisionItem : 'precision' name ;

equation : name '=' expression ;

/** `scalar`, `vector<n>`, `matrix<n, m>`, `token<n>`: the words are checked when the tree is built. */
type : name ('<' expression (',' expression)* '>')? ;

// ---- Training

trainItem : 'train' trainBlock ;

trainBlock : '{' (trainOption ';'?)* '}' ;

trainOption
    : 'window' windowLength (',' windowClause)*  # windowOption
    | 'batch' expression                    # batchOption
    | 'optimizer' expression targets?       # optimizerOption
    | 'clip' clipping (',' clipping)*       # clipOption
    | 'start' expression targets?           # startOption
    | 'freeze' paths                        # freezeOption
    | 'maxNorm' expression targets?         # maxNormOption
    | 'observe' paths                       # observeOption
    | 'seed' expression                     # seedOption
    | 'unroll' expression                   # unrollOption
    | 'gradients' names                     # gradientsOption
    ;

/** `value 5`, `norm 5`, `norm 5 per tensor`. */
clipping : name expression ('per' name)? ;

/** Steps, of one axis alone where it is named. */
windowLength : axisSteps | expression ;

axisSteps : axis NUMBER ;

windowClause
    : stateRule              # stateClause
    | 'backward' expression  # backwardClause
    | axisSteps              # axisClause
    ;

stateRule : ('carry' | 'reset') 'state' ;

/** What an option holds for: layers, or parameters of layers. */
targets : 'for' paths ;

// ---- Expressions, from the weakest operator to the strongest

/** `|>` takes all that stands left of it, and a layer or function at its right. */
expression : operation (pipe='|>' stage layer?)* ;

/** A name with points is none of ours, and gets a message of its own. */
stage : name ('.' name)* arguments? ;

layer : 'as' name ;

operation
    : primary                                       # operand
    | '-' operation                                 # negation
    | operation sign=('*' | '/') operation          # binary
    | operation sign=('.*' | './') operation        # binary
    | operation sign=('+' | '-') operation          # binary
    ;

primary
    : NUMBER                                        # number
    | name (arguments | '[' expression ('..' expression)? ']')?  # named
    | name ('.' name)+ arguments?                   # member
    | '(' expression ')'                            # grouped
    ;

arguments : '(' (argument (',' argument)*)? ')' ;

argument : (name '=')? expression repetition? ;

/** `sum(x[i..i + 1] for i in 0..n)`: the argument once for each i from the first number up to the one before the second. */
repetition : 'for' name 'in' expression '..' expression ;

// ---- Names

names : name (',' name)* ;

paths : path (',' path)* ;

/** A layer, or something in it: `encoder`, `encoder.Wx`. */
path : name ('.' name)* ;

name
    : IDENTIFIER
    | 'as' | 'backward' | 'batch' | 'carry' | 'cell' | 'clip' | 'for' | 'freeze' | 'gradients' | 'if' | 'in' | 'input' | 'loss'
    | 'maxNorm' | 'model' | 'observe' | 'of' | 'optimizer' | 'output' | 'param' | 'per' | 'precision' | 'reset' | 'seed'
    | 'start' | 'state' | 'train' | 'unroll' | 'window'
    ;

// ---- Words, numbers, signs

AS : 'as' ;
BACKWARD : 'backward' ;
BATCH : 'batch' ;
CARRY : 'carry' ;
CELL : 'cell' ;
CLIP : 'clip' ;
FOR : 'for' ;
FREEZE : 'freeze' ;
GRADIENTS : 'gradients' ;
IF : 'if' ;
IN : 'in' ;
INPUT : 'input' ;
LOSS : 'loss' ;
MAX_NORM : 'maxNorm' ;
MODEL : 'model' ;
OBSERVE : 'observe' ;
OF : 'of' ;
OPTIMIZER : 'optimizer' ;
OUTPUT : 'output' ;
PARAM : 'param' ;
PER : 'per' ;
PRECISION : 'precision' ;
RESET : 'reset' ;
SEED : 'seed' ;
START : 'start' ;
STATE : 'state' ;
TRAIN : 'train' ;
UNROLL : 'unroll' ;
WINDOW : 'window' ;

/** Words kept for later. */
RESERVED : 'package' | 'use' ;

IDENTIFIER : [A-Za-z_] [A-Za-z_0-9]* ;

/** `1`, `0.1`, `1e-3`, `20_000`. A digit must follow the point, so that `2.*x` is `2 .* x`. */
NUMBER : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ;

fragment DIGITS : [0-9] ('_'* [0-9])* ;

PIPE : '|>' ;
HADAMARD : '.*' ;
HADAMARD_DIVIDE : './' ;
STAR : '*' ;
SLASH : '/' ;
PLUS : '+' ;
MINUS : '-' ;
ASSIGN : '=' ;
COLON : ':' ;
COMMA : ',' ;
RANGE : '..' ;
DOT : '.' ;
SEMICOLON : ';' ;
OPEN_BRACE : '{' ;
CLOSE_BRACE : '}' ;
OPEN_PAREN : '(' ;
CLOSE_PAREN : ')' ;
OPEN_BRACKET : '[' ;
CLOSE_BRACKET : ']' ;
LESS : '<' ;
GREATER : '>' ;

// ---- What is left out

COMMENT : '/*' .*? '*/' -> channel(HIDDEN) ;

LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;

SPACE : [ \t\r\n\f\uFEFF]+ -> skip ;

// ---- Likely slips, so that each can be told in its own words; no rule above uses them

/** Signs that other languages have where this one has `|>`, `*`, `.*` or `=`. */
FOREIGN_SIGN : '->' | '=>' | '>>' | '|' | '||' | '**' | '@' | '^' | ':=' | '==' ;

/** A fraction without its zero. */
BARE_FRACTION : '.' DIGITS ([eE] [+-]? DIGITS)? ;

UNCLOSED_COMMENT : '/*' (~'*' | '*'+ ~[*/])* '*'* EOF ;

QUOTED : '"' ~["\r\n]* '"' | '\'' ~['\r\n]* '\'' ;

HASH_COMMENT : '#' ~[\r\n]* ;

/** Anything else: the lexer itself never fails. */
STRAY : . ;
