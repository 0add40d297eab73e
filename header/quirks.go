// Copyright 2026 The httpauth Authors. All rights reserved.
// Use of this source code is governed by a BSD-style
// license that can be found in the LICENSE file.

package header

// Quirks is a set of departures from the grammar that a [Parser] puts up with.
// The comment of each names the documents that print such fields, and the software
// that reads them, or has them in its tests, so that others came to send them.
// Where it names none, the quirk is a slip that is easily made.
//
// Quirks apply to a line of their field only if the strict grammar refuses it,
// so that no set of them changes what a correct line means. They never cure a
// parameter that occurs twice, several lines of credentials, several credentials
// on a line, or a field that exceeds a limit.
//
// Quirks are for clients that must talk to a certain server: take those that it
// needs, for that server alone. On a server, for Authorization, each is one more
// way in which it and a proxy in front of it can read the same line as different
// credentials; use none there unless a client that matters needs it.
type Quirks uint32

// The quirks. Where two of them could both explain a line, the comment of one
// tells which does.
const (
	// QuirkBareToken68 lets a token68 hold any visible ASCII byte but comma and
	// double quote, such as the colon of RFC 8959 (secret-token:...), whose own
	// example is refused otherwise. What looks like a parameter is none. Such a
	// token68 can be read, but not be sent: String and Reveal give the scheme
	// alone, and AppendText of a challenge an error.
	QuirkBareToken68 Quirks = 1 << iota

	// QuirkBareValues lets an unquoted value hold any byte but blanks, commas,
	// double quotes and control characters: addresses and padded base64. RFC
	// 7804, RFC 9577, RFC 9728 and AWS4-HMAC-SHA256 print such lines; Chromium
	// and CPython read them.
	QuirkBareValues

	// QuirkControls lets a quoted-string hold control characters other than CR,
	// LF and NUL, as RFC 9110, Section 5.5, allows recipients to. They are sent
	// as SP. Challenges and credentials that hold some, and an Info, may have
	// a dozen parameters then, with names of at most 255 bytes.
	QuirkControls

	// QuirkKeepPrefix drops the rest of a line from its first faulty element on
	// and keeps what a comma closed before it; a challenge whose first parameter
	// is faulty goes too. .NET, OkHttp and oras-go do so. A line may lose a
	// parameter that matters.
	QuirkKeepPrefix

	// QuirkMissingComma lets blanks, or nothing after a closing quote, stand for
	// the comma after a parameter. RFC 7804 prints such a challenge; Chromium,
	// Firefox, git, KDE KIO and Ruby's net-http-digest_auth read them.
	QuirkMissingComma

	// QuirkObsFold reads CR LF and the blanks after it as one SP. RFC 9110 prints
	// its example so; git and the tests of greenbytes have it. net/http does not
	// let such lines through.
	QuirkObsFold

	// QuirkOpenQuote lets a quoted-string without closing quote end with the
	// line, as Chromium does.
	QuirkOpenQuote

	// QuirkOrphanParams skips parameters after a token68, as neon does for
	// Negotiate. A word directly after a scheme is a token68 then, also with
	// QuirkValuelessParams.
	QuirkOrphanParams

	// QuirkRepeatedEquals reads several "=" between name and value as one, as
	// .NET does for Digest. With QuirkBareValues too, no value begins with "=".
	QuirkRepeatedEquals

	// QuirkSchemeComma lets a comma stand directly between a scheme and its
	// parameters, as Apache Abdera does.
	QuirkSchemeComma

	// QuirkSemicolons lets ";" separate parameters. With QuirkBareValues too, it
	// ends a value only before a parameter, a separator or the end of the line.
	QuirkSemicolons

	// QuirkSkipBadLines drops each line that has an error, as Chromium does. It
	// has no effect on credentials, which are one line.
	QuirkSkipBadLines

	// QuirkSkipQuoted skips a quoted-string directly after a scheme, as curl
	// does.
	QuirkSkipQuoted

	// QuirkSpacedValues lets an unquoted value hold blanks: it runs to the next
	// comma, without the blanks before it. The MCP SDK for Go reads such error
	// descriptions. With QuirkMissingComma too, it ends before a parameter.
	QuirkSpacedValues

	// QuirkTabAfterScheme lets HTAB stand among, or in place of, the SP after a
	// scheme, as .NET does.
	QuirkTabAfterScheme

	// QuirkValuelessParams skips a name without "=", or without a value after
	// it, that stands among parameters, as Apache HttpClient and Spring Security
	// do. On a line with such a name, a scheme alone is taken for another one.
	QuirkValuelessParams
)

// quirkNames are the names of the quirks, lowest bit first.
var quirkNames = [...]string{
	"bare-token68", "bare-values", "controls", "keep-prefix", "missing-comma", "obs-fold", "open-quote", "orphan-params",
	"repeated-equals", "scheme-comma", "semicolons", "skip-bad-lines", "skip-quoted", "spaced-values", "tab-after-scheme", "valueless-params",
}
