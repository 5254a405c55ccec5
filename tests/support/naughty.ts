// Texts that have broken somebody's software: each is put into every text field, and none may break ours.
const CONTROL = [0x00, 0x01, 0x07, 0x08, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b, 0x7f, 0x80, 0x85, 0x9f]
const INVISIBLE = [0xa0, 0xad, 0x034f, 0x061c, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029, 0x202e]
const MORE_INVISIBLE = [
  0x2060, 0x2066, 0x2069, 0x3164, 0xfe0f, 0xfeff, 0xfff9, 0xfffd, 0xfffe, 0xffff, 0xe0001, 0x10ffff,
]
const around = (code: number) => `granite${String.fromCodePoint(code)}lichen`

const EMPTY_LIKE = [
  '',
  ' ',
  '\t',
  '\n',
  '\r\n',
  'null',
  'NULL',
  'undefined',
  'None',
  'nil',
  'NaN',
  'Infinity',
  '-Infinity',
]
const BOOLEANS = ['true', 'false', 'TRUE', 'yes', 'no', 'on', '0', '1', '-1', '!!', '[object Object]', 'function () {}']
const NUMBERS = [
  ...['1.5', '-0', '0x10', '0b11', '0o17', '1e3', '1e400', '-1e400', '1_000', '1,000', '١٢٣', '９９', '½', '²'],
  ...['2147483647', '2147483648', '-2147483649', '9007199254740993', '9223372036854775808', '1'.repeat(400)],
]
const PROTOTYPES = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '$where',
  '$ne',
  '$gt',
]
const SQL = [
  `'`,
  `''`,
  `"`,
  '`',
  `' or '1'='1`,
  `'; drop table posts; --`,
  `1; select pg_sleep(5)`,
  `' union select password from accounts --`,
  `\\'; --`,
  '$$; delete from users; $$',
  '%',
  '_',
  '\\',
  '%00',
  `E'\\x00'`,
  '?::int',
  '$1',
  '/* */',
  '--',
  'a'.repeat(3) + '\\',
]
const MARKUP = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<!--',
  ']]>',
  '<![CDATA[x]]>',
  '</textarea>',
  '<iframe src="javascript:alert(1)">',
  'javascript:alert(1)',
  'data:text/html,<b>x</b>',
  '[a](javascript:alert(1))',
  '![x](x"onerror="alert(1))',
  '&lt;script&gt;',
  '&#x0;',
  '&nbsp;',
  '{{7*7}}',
  '${7*7}',
  '<%= 7*7 %>',
  '#{7*7}',
  '{% raw %}',
  '@{x}',
]
const SHELLS = [
  '$(id)',
  '`id`',
  '; ls',
  '| cat /etc/passwd',
  '&& id',
  '> /tmp/x',
  '~',
  '$HOME',
  '%PATH%',
  '!!',
  '\\n',
  '*',
  '-rf',
]
const PATHS = [
  ...[
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/etc/passwd%00.png',
    'file:///etc/passwd',
    '//evil.test/x',
    'CON',
    'nul.txt',
  ],
  ...['.', '..', '/', '\\', 'C:\\', 'http://169.254.169.254/', 'http://[::1]/', '%2e%2e%2f', '....//', 'a/b', 'a?b#c'],
]
const HEADERS = [
  'x\r\nSet-Cookie: a=b',
  'x\nLocation: http://evil.test',
  'x%0d%0aX: y',
  'a: b',
  'Bearer x',
  '\u2028Set-Cookie: a',
]
const FORMATS = ['%s%s%s%n', '%d', '%x', '%@', '{0}', '{}', '%n%n%n', '%1$s', ':)', '\\u0000', '\\x41', '\\0', '%uD800']
const LONE = ['\ud800', '\udc00', 'a\ud800b', '\udfff\ud800', '\ud83d', 'granite \udc00']
const UNICODE = [
  ...[
    '田中さんにあげて下さい',
    'الكل في المجمو عة',
    'בְּרֵאשִׁית',
    'Ω≈ç√∫',
    '部落格',
    'Ⓖⓡⓐⓝⓘⓣⓔ',
    'ｆｕｌｌ',
    'ﬁﬂ',
    'ẞß',
    'İiıI',
  ],
  ...['e\u0301', '\u00e9', 'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮', '👩‍👩‍👧‍👦', '🏳️‍🌈', '👍🏿', '🇨🇭', '𝒢', '🂡', '\u{1f9ff}'.repeat(50), '﷽', 'ก็็็็็็็'],
  ...['\u202egnp.exe', 'admin\u200b', 'аdmin', 'ѕystem', '\u0300'.repeat(200), '˙ɐnbᴉlɐ', '①②③', 'ÅÅ', '‮abc', '​'],
]
const CODE = [
  '{"a":1}',
  '[1,2]',
  '{"__proto__":{"admin":true}}',
  '<?xml version="1.0"?><!DOCTYPE x>',
  '<!ENTITY x SYSTEM "file:///">',
]
const MAIL = [
  'a@b',
  'a@b@c.test',
  '"a b"@example.test',
  'a@[127.0.0.1]',
  'a+b@example.test\r\nBcc: c@example.test',
  'ä@example.test',
]
const DATES = [
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  '-271821-04-20T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '+275760-09-13T00:00:00Z',
]
const REGULAR = ['(a+)+$', `${'a'.repeat(5_000)}!`, '[', '(?=', '\\d+', '.*.*.*.*'.repeat(50)]

export const NAUGHTY: readonly string[] = [
  ...[...CONTROL, ...INVISIBLE, ...MORE_INVISIBLE].map(around),
  ...[EMPTY_LIKE, BOOLEANS, NUMBERS, PROTOTYPES, SQL, MARKUP, SHELLS, PATHS, HEADERS, FORMATS, LONE, UNICODE].flat(),
  ...[CODE, MAIL, DATES, REGULAR].flat(),
]
