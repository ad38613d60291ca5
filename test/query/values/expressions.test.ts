import { expect, test } from "vitest";
import { cases, shown } from "./evaluate.js";

test.each(
	cases(`
	1 + 1  ⇒  2
	3 / 2  ⇒  1
	-3 / 2  ⇒  -1
	12 / 4 * 3 - 2 * 4  ⇒  1
	12 / 4 * (3 - 2 * 4)  ⇒  -15
	-3 ^ 2  ⇒  9.0
	-(3 ^ 2)  ⇒  -9.0
	4 ^ 3 ^ 2  ⇒  4096.0
	4 * 2 ^ 3  ⇒  32.0
	7 % 4  ⇒  3
	-7 % 4  ⇒  -3
	0 * -1  ⇒  0
	1 / 0  ⇒  ArithmeticError DivisionByZero (runtime)
	1.0 / 0  ⇒  Infinity
	0.0 / 0  ⇒  NaN
	9223372036854775807 + 1  ⇒  ArithmeticError IntegerOverflow (runtime)
	9223372036854775807 - 1  ⇒  9223372036854775806
	-9223372036854775808  ⇒  -9223372036854775808
	9223372036854775808  ⇒  SyntaxError IntegerOverflow (compile)
	0x1A  ⇒  26
	-0x8000000000000000  ⇒  -9223372036854775808
	0o17  ⇒  15
	0x1A2b3j4D  ⇒  SyntaxError InvalidNumberLiteral (compile)
	9223372h54775808  ⇒  SyntaxError InvalidNumberLiteral (compile)
	1e9  ⇒  1000000000.0
	.5  ⇒  0.5
	1.5e-3  ⇒  0.0015
	1_000  ⇒  1000
	true OR null  ⇒  true
	false AND null  ⇒  false
	true AND null  ⇒  null
	true XOR null  ⇒  null
	NOT null  ⇒  null
	NOT NOT true  ⇒  true
	true XOR true XOR true  ⇒  true
	true OR true XOR true  ⇒  true
	NOT true = false  ⇒  true
	NOT(1 = 2)  ⇒  true
	1 < 2 < 3  ⇒  true
	1 < 3 < 2  ⇒  false
	1 < null < 3  ⇒  null
	1 = 1.0  ⇒  true
	'a' < 'b'  ⇒  true
	'a' < 1  ⇒  null
	1 IN [1, null]  ⇒  true
	2 IN [1, null]  ⇒  null
	null IN []  ⇒  false
	null IN [1]  ⇒  null
	[1] IN [[1]]  ⇒  true
	[null] IN [[1]]  ⇒  null
	1 IN null  ⇒  null
	1 IN 'a'  ⇒  SyntaxError InvalidArgumentType (compile)
	[1, 2, 3][0]  ⇒  1
	[1, 2, 3][-1]  ⇒  3
	[1, 2, 3][5]  ⇒  null
	[1, 2, 3][1..]  ⇒  [2, 3]
	[1, 2, 3][..-1]  ⇒  [1, 2]
	[1, 2, 3][null..1]  ⇒  null
	[1, 2, 3][0..0]  ⇒  []
	[1,2,3,4,5][1..3]  ⇒  [2, 3]
	[1,2,3][-2..-1]  ⇒  [2]
	[1, 2] + 3  ⇒  [1, 2, 3]
	[1, 2] + [3]  ⇒  [1, 2, 3]
	[] + null  ⇒  null
	1 + [2]  ⇒  [1, 2]
	'a' + 1  ⇒  'a1'
	'a' + 1.5  ⇒  'a1.5'
	1 + '1'  ⇒  '11'
	{a: 1}.a  ⇒  1
	{a: 1}['a']  ⇒  1
	{a: 1}.b  ⇒  null
	null.a  ⇒  null
	keys({a: 1, b: null})  ⇒  ['a', 'b']
	size('abc')  ⇒  3
	size([1, 2])  ⇒  2
	size(null)  ⇒  null
	size('🧐a')  ⇒  2
	substring('0123456789', 1)  ⇒  '123456789'
	substring('0123456789', 1, 3)  ⇒  '123'
	left('abc', 2)  ⇒  'ab'
	right('abc', 2)  ⇒  'bc'
	left('abc', -1)  ⇒  ArgumentError NegativeIntegerArgument (runtime)
	split('one1two', '1')  ⇒  ['one', 'two']
	split('', ',')  ⇒  ['']
	reverse('raksO')  ⇒  'Oskar'
	reverse([1, 2])  ⇒  [2, 1]
	replace('abab', 'a', 'x')  ⇒  'xbxb'
	toUpper('rÉn')  ⇒  'RÉN'
	trim('  a ')  ⇒  'a'
	toString(1.0)  ⇒  '1.0'
	toString(true)  ⇒  'true'
	toInteger('82.9')  ⇒  82
	toInteger('foo')  ⇒  null
	toInteger(82.9)  ⇒  82
	toInteger('-7')  ⇒  -7
	toFloat('1e3')  ⇒  1000.0
	toFloat(3)  ⇒  3.0
	toBoolean('TRUE')  ⇒  true
	toBoolean('foo')  ⇒  null
	range(0, 4)  ⇒  [0, 1, 2, 3, 4]
	range(10, 0, -5)  ⇒  [10, 5, 0]
	range(0, 10, 0)  ⇒  ArgumentError NumberOutOfRange (runtime)
	range(0, -1)  ⇒  []
	abs(-1)  ⇒  1
	abs(-1.5)  ⇒  1.5
	sign(-3)  ⇒  -1
	ceil(1.2)  ⇒  2.0
	round(0.5)  ⇒  1.0
	round(-1.5)  ⇒  -1.0
	round(1.249, 1)  ⇒  1.2
	sqrt(16)  ⇒  4.0
	coalesce(null, 2)  ⇒  2
	head([])  ⇒  null
	tail([1, 2])  ⇒  [2]
	last([1, 2])  ⇒  2
	CASE WHEN false THEN 1 ELSE 2 END  ⇒  2
	CASE 2 WHEN 1 THEN 'a' WHEN 2 THEN 'b' END  ⇒  'b'
	CASE null WHEN null THEN 1 ELSE 2 END  ⇒  2
	CASE 1 WHEN 1, 2 THEN 'x' END  ⇒  'x'
	[x IN [1, 2, 3] WHERE x > 1 | x * 2]  ⇒  [4, 6]
	[x IN [1, 2]]  ⇒  [1, 2]
	[x IN null | x]  ⇒  null
	all(x IN [] WHERE x)  ⇒  true
	any(x IN [null, true] WHERE x)  ⇒  true
	any(x IN [null, false] WHERE x)  ⇒  null
	none(x IN [null, false] WHERE x)  ⇒  null
	single(x IN [true, null] WHERE x)  ⇒  null
	single(x IN [true, true, null] WHERE x)  ⇒  false
	all(x IN null WHERE x)  ⇒  null
	reduce(s = 0, x IN [1, 2, 3] | s + x)  ⇒  6
	'abc' STARTS WITH 'a'  ⇒  true
	'abc' ENDS WITH null  ⇒  null
	'abc' CONTAINS 1  ⇒  null
	'abc' =~ 'a.c'  ⇒  true
	'abc' =~ 'b'  ⇒  false
	null IS NULL  ⇒  true
	1 IS NOT NULL  ⇒  true
	[1, null] = [1, null]  ⇒  null
	{a: null} = {a: null}  ⇒  null
	[1, 2] = [1, 2, null]  ⇒  false
	1 + true  ⇒  TypeError InvalidArgumentType (runtime)
	1 - 'a'  ⇒  SyntaxError InvalidArgumentType (compile)
	'a'.b  ⇒  TypeError InvalidArgumentType (compile)
	foo(1)  ⇒  SyntaxError UnknownFunction (compile)
	toUpper()  ⇒  SyntaxError InvalidNumberOfArguments (compile)
	count(1)  ⇒  SyntaxError InvalidAggregation (compile)
	x  ⇒  SyntaxError UndefinedVariable (compile)
	123 AND true  ⇒  SyntaxError InvalidArgumentType (compile)
	[1,2,3][1.0]  ⇒  TypeError InvalidArgumentType (compile)
`),
)("%s ⇒ %s", (expression, expected) => {
	expect(shown(expression)).toBe(expected);
});
