// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

// Package vectors holds conformance vectors for HTTP authentication fields:
// what a parser of WWW-Authenticate, Authorization, Authentication-Info and
// of the extended values of RFC 8187 answers to more than a thousand inputs.
//
// The vectors are plain text, one file each, and meant for programs in any
// language. Go programs call [All]; others read the files as described here.
// The expected answers follow from the grammar of RFC 9110, sections 11.1 to
// 11.6, in the form for recipients (section 5.6.1.2), not from any program.
//
// # Files
//
// The directory of a file tells its field: www-authenticate (which serves
// Proxy-Authenticate too), authorization (and Proxy-Authorization),
// authentication-info (and Proxy-Authentication-Info) and ext-value. A file
// is a header of lines in printable ASCII, one empty line, and the body:
//
//	field: WWW-Authenticate
//	expect: accept
//	section: RFC 9110, 11.2
//	source: own
//	comment: blanks round "=" of a token value
//	item: Basic
//	quoted: realm=foo%20bar
//	param: a=b
//
//	Basic realm="foo bar", a = b
//
// Every line, the last one too, ends with one LF. A header line is a key, a
// colon and, unless the value is empty, one blank and the value.
//
// # Body
//
// The body is the field lines as they come from the message, without the
// field name, in order, each ended by one LF. No line at all means that the
// field is absent; an empty line is a field with an empty value. Blanks at
// the ends of a line count: keep the files free from conversions. The body is
// raw octets, not text in any charset. For ext-value it is one line, the text
// of the parameter value as sent, nothing stripped.
//
// # Header
//
// The keys come in this order. Those marked with a star may be missing.
//
//   - field: WWW-Authenticate, Authorization, Authentication-Info or ext-value.
//   - expect: what a strict parser answers, see below.
//   - quirks*: names with a blank between, in ASCII order, see below.
//   - section: the rule that decides.
//   - source: where the input was met, "own" if it was written for this set.
//   - comment: the reason, one line.
//   - encoding*: always "percent", see below.
//   - the expected result, see below.
//
// # Expect
//
//   - accept: the input is inside the grammar, the result follows.
//   - syntax error: the input, or one line of it, is outside the grammar. For
//     ext-value this stands for every refusal, also of a charset other than
//     UTF-8 and of octets that are not UTF-8.
//   - duplicate parameter: the grammar fits, but a name occurs twice in one
//     challenge, one credentials or one Authentication-Info; the case of
//     ASCII letters makes no difference.
//   - more than one line: Authorization is a single value; no line is parsed.
//   - no field line: Authorization is absent.
//
// Where the RFCs leave a choice these vectors are strict: a repeated name is
// an error, CR, LF and NUL are errors and not replaced by blanks, each line
// is parsed by itself, and one bad line refuses the field. Empty elements are
// skipped, so a WWW-Authenticate of commas only has no challenge and is
// accepted. A parser may have bounds above the largest inputs to be accepted:
// 34000 octets, 16 challenges and 32 empty elements in a line, 8 lines in a
// field, 64 parameters in a challenge, 64 octets in a scheme or name, 8000 in
// a token68 and 1000 in a token value.
//
// # Result
//
// For each challenge, or for the one credentials, there is a line
//
//	item: SCHEME
//
// followed by one line "token68: VALUE", or by one line for each parameter,
// in order: "quoted: NAME=VALUE" if the value was sent as a quoted-string and
// "param: NAME=VALUE" if not. NAME ends at the first "=". Values are given
// after removing the quotes and the backslashes of quoted-pairs; case is kept
// as sent. Authentication-Info has no scheme: an accepted one is a single
// item with an empty scheme that holds the parameters of all lines. An
// accepted ext-value has the line "value: TEXT" with the decoded UTF-8.
//
// # Percent rules
//
// In scheme, name, value and text of the result every octet outside 21 to 7E
// (hexadecimal) and the percent sign itself is written as "%" and two
// upper-case hexadecimal digits; all other octets stand as they are. There is
// so exactly one way to write a value. The other header lines are plain text
// without escapes.
//
// If a field line holds CR, LF or NUL, the header has "encoding: percent",
// and all lines of the body follow the same rule with one difference: the
// blank (octet 20) stands as it is. In all other files the body has no
// escapes and a percent sign is a percent sign.
//
// # Quirks
//
// Some inputs are outside the grammar and yet sent and read. If a file names
// quirks, then expect is still the strict answer, and the result is what a
// tolerant parser gives that has exactly these quirks; without quirks the
// result is the strict one. A parser without a tolerant mode skips the result
// of files with quirks. A quirk applies only where the strict grammar fails.
//
//   - bare-token68: a token68 may hold any visible ASCII octet but comma and
//     double quote.
//   - bare-values: an unquoted value may hold any octet but blank, HTAB,
//     comma, double quote and controls; it runs to the next blank or comma.
//   - controls: a quoted-string may hold controls other than CR, LF and NUL.
//   - keep-prefix: the rest of a line is dropped from the first element that
//     has an error; the elements (challenges and parameters) that a comma
//     closed before it are kept. A challenge whose first parameter has the
//     error is dropped with it.
//   - missing-comma: blanks or HTAB, or nothing after a closing quote, may
//     stand for the comma between parameters and challenges.
//   - obs-fold: CR LF and the blanks or HTAB after it are a blank.
//   - open-quote: a quoted-string that is not closed ends with its line.
//   - orphan-params: parameters after a token68 belong to nothing and are
//     skipped.
//   - repeated-equals: several "=" between name and value are one.
//   - scheme-comma: a comma directly after a scheme that is followed by
//     parameters does not end the challenge.
//   - semicolons: ";" separates parameters like a comma.
//   - skip-bad-lines: a line with an error is dropped, the others stand.
//   - skip-quoted: a quoted-string directly after a scheme is skipped.
//   - spaced-values: an unquoted value may hold blanks and runs to the next
//     comma; blanks before the comma do not belong to it.
//   - tab-after-scheme: HTAB may stand among or in place of the SP after a
//     scheme.
//   - valueless-params: a name without "=", or without a value after it, is
//     skipped if it stands among parameters.
package vectors
